"""Texts typed for the fonts TCVN3 and VNI: their Latin-1 characters to Vietnamese letters."""

from __future__ import annotations

from chitieu.cleaning.mapped import Edit, Mapped
from chitieu.vocabulary.fonts import font_of


def in_true_letters(text: Mapped) -> Mapped:
    """The text with the letters that a reader saw; the same where no old font is at work."""
    if text.text.isascii() or (font := font_of(text.text)) is None:
        return text
    return text.edited(Edit(*m.span(), font.letters[m[0]]) for m in font.written.finditer(text.text))
