"""LIX, the readability index of Danish and its neighbours (C. H. Björnsson, 1968). Pure."""

import re

LONG_WORD = 7


def lix(text: str) -> float:
    """Words a sentence, plus the share of words of seven letters or more in per cent."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    sentences = len(re.findall(r"[.!?:]+(?:\s|$|[»“”])", text)) or 1
    if not words:
        return 0.0
    long_words = sum(len(word) >= LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words)
