"""A throw-away certificate authority."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Issues certificates into a folder; `ca_file` is what a client must trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("throw-away authority")
        self.ca_file = folder / "ca.pem"
        authority = self._sign(self._name, self._key.public_key(), days=1, ca=True)
        self.ca_file.write_bytes(authority.public_bytes(serialization.Encoding.PEM))

    def issue(self, label: str, *, host: str = "127.0.0.1", days: int = 1, self_signed: bool = False) -> Path:
        """Certificate and key in one PEM file; negative days: expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(
            _name(host), key.public_key(), days=days, host=host, own_key=key if self_signed else None
        )
        path = self._folder / f"{label}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        path.chmod(0o600)
        return path

    def _sign(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        *,
        days: int,
        ca: bool = False,
        host: str = "",
        own_key: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        begins, ends = sorted((now - timedelta(days=10 if days < 0 else 1), now + timedelta(days=days)))
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own_key else self._name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        signer = own_key or self._key
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        if ca:
            builder = builder.add_extension(_signs_certificates(), critical=True)
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        return builder.sign(signer, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
