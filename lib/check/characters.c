/* characters.c - see characters.h */
#include "check/characters.h"

#include "format/utf8.h"

bool
characters_suspect(struct span bytes, char escape)
{
	/* no early return: so the compiler looks at many bytes at once */
	unsigned char suspect = 0;
	for (size_t i = 0; i < bytes.length; i++)
		suspect |= (unsigned char)(bytes.data[i] - 0x20) >= 0x5f;
	return suspect || (escape && bytes.length && memchr(bytes.data, escape, bytes.length));
}

static bool
is_control(uint32_t code)
{
	if (code < 0x20)
		return code != '\t' && code != '\n' && code != '\r';
	return code >= 0x7f && code <= 0x9f;
}

/* Without a place in any script's words. */
static bool
is_invisible(uint32_t code)
{
	switch (code) {
	case 0x00a0: /* no-break space */
	case 0x00ad: /* soft hyphen */
	case 0x200b: /* zero-width space */
	case 0x202f: /* narrow no-break space */
	case 0x2060: /* word joiner */
	case 0xfeff: /* byte order mark */
		return true;
	default:
		return false;
	}
}

/* Joiners, direction marks and embeddings: needed in Persian, Hindi, Hebrew and emoji. */
static bool
is_joiner_or_mark(uint32_t code)
{
	return (code >= 0x200c && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

static bool
is_latin(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
	       (code >= 0xc0 && code <= 0x24f && code != 0xd7 && code != 0xf7) ||
	       (code >= 0x1e00 && code <= 0x1eff);
}

static bool
is_cyrillic_or_greek(uint32_t code)
{
	return (code >= 0x370 && code <= 0x3ff && code != 0x37e && code != 0x387) ||
	       (code >= 0x400 && code <= 0x52f) || (code >= 0x1f00 && code <= 0x1fff);
}

static bool
is_combining(uint32_t code)
{
	return code >= 0x300 && code <= 0x36f;
}

/* The first word with letters of both kinds; the Cyrillic or Greek one of it is the finding. */
static bool
find_look_alike(struct span text, uint32_t *code, size_t *behind)
{
	bool latin = false, other = false;
	for (size_t at = 0; at < text.length;) {
		uint32_t next = utf8_next(text, &at);
		if (is_latin(next)) {
			latin = true;
		} else if (is_cyrillic_or_greek(next)) {
			if (!other) {
				*code = next;
				*behind = at;
			}
			other = true;
		} else if (!is_combining(next)) {
			latin = other = false;
		}
		if (latin && other)
			return true;
	}
	return false;
}

bool
characters_find(struct span text, enum oddity oddity, uint32_t *code, size_t *behind)
{
	if (oddity == ODDITY_LOOK_ALIKE)
		return find_look_alike(text, code, behind);
	uint32_t before = 'a'; /* nothing needs a mark at the start of a value */
	for (size_t at = 0; at < text.length;) {
		*code = utf8_next(text, &at);
		*behind = at;
		if (oddity == ODDITY_CONTROL && is_control(*code))
			return true;
		if (oddity == ODDITY_INVISIBLE &&
			(is_invisible(*code) ||
				(is_joiner_or_mark(*code) && (is_latin(before) || before < 0x80))))
			return true;
		before = *code;
	}
	return false;
}
