/* history_text.h - the history of a contact in words, and the answer that it gives */
#ifndef ROSTER_NIGHTS_HISTORY_TEXT_H
#define ROSTER_NIGHTS_HISTORY_TEXT_H

#include "io/buffer.h"
#include "nights/contact_history.h"

/*
 * Append two lines for each event: what, and how it came about. Changes that were proposed night
 * after night and never approved are told once.
 */
void history_text_add(struct buffer *text, const struct contact_history *history);

/*
 * Append why the contact gets no texts, as far as the history tells: a line for each of active,
 * phone_valid and group_list that keeps them away at its end, and whether that was by us.
 */
void history_answer_add(
	struct buffer *text, const struct contact_history *history, struct span key);

#endif
