/* page_parts.c - see page_parts.h */
#include "page/page_parts.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

/* Made by the Makefile. */
extern const unsigned char page_frame[], page_style[], page_script[];
extern const size_t page_frame_size, page_style_size, page_script_size;

struct span
page_part(enum page_part part)
{
	switch (part) {
	case PAGE_FRAME:
		return span_of((const char *)page_frame, page_frame_size);
	case PAGE_STYLE:
		return span_of((const char *)page_style, page_style_size);
	case PAGE_SCRIPT:
		break;
	}
	return span_of((const char *)page_script, page_script_size);
}

void
page_add_part_digest(struct buffer *page, enum page_part part)
{
	struct span bytes = page_part(part);
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
	sha256_init(&context);
	sha256_update(&context, bytes.length, (const uint8_t *)bytes.data);
	sha256_digest(&context, sizeof(digest), digest);
	base64_encode_raw(text, sizeof(digest), digest);
	buffer_add_z(page, "sha256-");
	buffer_add(page, span_of(text, sizeof(text)));
}

struct span
page_add_frame(struct buffer *page, size_t *at)
{
	struct span frame = page_part(PAGE_FRAME);
	size_t name = *at, end;
	while (name + 1 < frame.length && memcmp(frame.data + name, "{{", 2) != 0)
		name++;
	for (end = name; end + 1 < frame.length && memcmp(frame.data + end, "}}", 2) != 0; end++)
		;
	if (end + 1 >= frame.length) {
		buffer_add(page, span_of(frame.data + *at, frame.length - *at));
		*at = frame.length;
		return span_of("", 0);
	}
	buffer_add(page, span_of(frame.data + *at, name - *at));
	*at = end + 2;
	return span_of(frame.data + name + 2, end - name - 2);
}
