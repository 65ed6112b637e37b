"""What kind of file an attachment is, by its type and by the ending of its name; nothing is opened."""

from __future__ import annotations

_TYPES = {"image": "image", "video": "video", "audio": "audio", "text": "document", "message": "document"}
_ENDINGS = {
    ending: kind
    for kind, endings in {
        "document": "pdf doc docx docm dot dotx xls xlsx xlsm xlsb ppt pptx pps ppsx odt ods odp rtf csv tsv txt text "
        "log pages numbers key eml msg htm html xml json md ics vcf tex wps et epub xps",
        "archive": "zip rar 7z gz tgz tar bz2 tbz xz iso cab lz lzh arj zst ace jar dmg",
        "image": "jpg jpeg jpe jfif png gif webp heic heif hif avif bmp tif tiff svg ico dng raw cr2 nef psd jxl",
        "video": "mp4 mov avi mkv webm 3gp 3gpp 3g2 m4v mpg mpeg mpe wmv flv mts m2ts ogv hevc qt asf vob",
        "audio": "mp3 m4a wav ogg oga opus amr aac flac wma caf aif aiff mid",
    }.items()
    for ending in endings.split()
}
_SUBTYPES = (  # by a piece of an application type
    ("officedocument", "document"), ("opendocument", "document"), ("msword", "document"), ("ms-excel", "document"),
    ("ms-powerpoint", "document"), ("ms-word", "document"), ("ms-outlook", "document"), ("compressed", "archive"),
    ("gzip", "archive"), ("x-tar", "archive"), ("x-rar", "archive"), ("x-7z", "archive"), ("iwork", "document"),
)  # fmt: skip


def kind(content_type: str, name: str) -> str:
    """One of image, video, audio, document, archive, other. A telling type wins over the name's ending.

    >>> kind("application/octet-stream", "IMG_1.HEIC"), kind("application/ms-tnef", "winmail.dat")
    ('image', 'other')
    """
    main, _, sub = content_type.partition("/")
    if main in {"image", "video", "audio"}:
        return main
    tidy = name.strip(" .\t\"'").lower()
    ending = tidy.rpartition(".")[2] if "." in tidy else ""
    found = _ENDINGS.get(ending) or _ENDINGS.get(sub.removeprefix("x-"))
    return found or next((kind for piece, kind in _SUBTYPES if piece in sub), None) or _TYPES.get(main, "other")
