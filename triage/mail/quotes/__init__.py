"""New words, history, forwards and signatures, told apart."""
