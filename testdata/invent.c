/*
 * invent - make up contacts with the dirt that real exports have
 */
#include "invent.h"

#include <stdbool.h>
#include <stdlib.h>

static const char *const first_names[] = {"Aaliyah", "Adrian", "Alex", "Amara", "Andre", "Angela",
	"Ava", "Benjamin", "Brianna", "Caleb", "Camila", "Carlos", "Chloe", "Daniel", "Destiny",
	"Diego", "Elena", "Elijah", "Emma", "Ethan", "Gabriela", "Grace", "Hannah", "Isaac",
	"Isabel", "Jada", "James", "Jasmine", "Jordan", "Julia", "Kayla", "Kevin", "Laila", "Liam",
	"Lucas", "Madison", "Malik", "Maria", "Mason", "Maya", "Mia", "Nathan", "Noah", "Olivia",
	"Omar", "Priya", "Rachel", "Ruby", "Samuel", "Sofia", "Tanisha", "Thomas", "Victor",
	"William", "Xavier", "Yasmin"};

static const char *const last_names[] = {"Adams", "Ahmed", "Allen", "Baker", "Begay", "Brown",
	"Campbell", "Carter", "Chen", "Clark", "Collins", "Cruz", "Davis", "Diaz", "Edwards",
	"Evans", "Flores", "Garcia", "Gonzalez", "Green", "Hall", "Harris", "Hernandez", "Hill",
	"Jackson", "Johnson", "Jones", "Kim", "King", "Lee", "Lewis", "Lopez", "Martinez", "Miller",
	"Mitchell", "Moore", "Nelson", "Okafor", "Ortiz", "Parker", "Patel", "Perez", "Ramirez",
	"Reyes", "Rivera", "Robinson", "Sanchez", "Singh", "Smith", "Taylor", "Thompson", "Torres",
	"Turner", "Walker", "Washington", "White", "Williams", "Wilson", "Wright", "Yazzie",
	"Young", "Zhang"};

/* Among them: an accent as a character of its own, a trailing space, characters beyond 16 bits. */
static const char *const rarer_first_names[] = {"José", "Zoë", "Renée", "Chloé", "Ólafur", "Łukasz",
	"Søren", "Núria", "Thảo", "李", "明美", "Дмитро", "Ελένη", "D’Angelo", "Shawn ", "Mary Ann",
	"Begoña", "Jürgen", "Jose\xcc\x81", "Noël", "Anaïs", "Jean-Paul", "Ọlá", "Ta'Nya"};
static const char *const rarer_last_names[] = {"Nguyễn", "O’Brien", "O'Neill", "Núñez", "Müller",
	"Ólafsdóttir", "Żak", "王", "Peña", "Muñoz", "García", "Håkansson", "de la Cruz", "Trần",
	"D’Souza", "Ōta", "𠮷田", "Šimić", "Çelik", "Smith-Ruiz", "Kaʻahumanu", "van Dyk",
	"Шевченко", "Bùi"};
static const char *const right_to_left_first_names[] = {"محمد", "مريم", "שרה", "יוסף"};
static const char *const right_to_left_last_names[] = {"حداد", "الخطيب", "כהן", "לוי"};

static const char *const suffixes[] = {", Jr.", ", Sr.", ", III"};
static const char *const domains[] = {"example.org", "example.com", "example.edu"};
static const char *const zones[] = {"US/Mountain", "US/Mountain", "US/Mountain", "US/Mountain",
	"US/Central", "US/Pacific", "US/Eastern", "America/Phoenix"};
static const char *const programs[] = {"+13035550100", "+13035550101", "+13035550142"};

static const struct {
	const char *name;
	unsigned per_mille;
} clubs[] = {{"Athletics", 150}, {"Band", 100}, {"Financial Aid", 180}, {"Do Not Contact", 15}};

static const char *const notes[] = {"Prefers e-mail", "Call after 4 pm", "Speaks Spanish at home",
	"Visited campus in spring", "FAFSA done, transcript missing", "Counselor: Ms. Rivera",
	"Honors; robotics club", "New number since August", "Met at the college fair, wants a tour",
	"See https://example.org/visit/17", "Préfère le français", "Scan in S:\\intake\\2023",
	"+ sibling in band", "Transfer, 12 credits", "50% scholarship", "Bus 7\tstop 3"};
static const char *const notes_with_quotes[] = {"Goes by \"AJ\"",
	"Said \"not before noon\", so call late", "Sister is \"Mimi\"", "6'1\" point guard",
	"\"Undecided\""};
static const char *const notes_with_newlines[] = {"Called twice.\nNo answer.",
	"12 Elm St\nApt 4\nBoulder", "Moved in May.\n\nAsk again in fall.",
	"Left a message 👍\nWill \"maybe\" call back,\nafter finals"};

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))
#define PICK(contact, list) ((list)[random_below(contact, LENGTH(list))])
#define PICK_NAME(contact, list)                                                                   \
	(random_chance(contact, 118)        ? PICK(contact, rarer_##list)                          \
		: random_chance(contact, 3) ? PICK(contact, right_to_left_##list)                  \
					    : PICK(contact, list))

static void
text_add_byte(struct text *text, char byte)
{
	if (text->length == sizeof(text->bytes))
		abort();
	text->bytes[text->length++] = byte;
}

static void
text_add(struct text *text, const char *words_z)
{
	while (*words_z)
		text_add_byte(text, *words_z++);
}

static void
text_add_number(struct text *text, uint64_t number, int least_digits)
{
	char digits[24];
	size_t length = 0;

	for (; number > 0 || least_digits > 0; number /= 10, least_digits--)
		digits[length++] = (char)('0' + number % 10);
	while (length > 0)
		text_add_byte(text, digits[--length]);
}

static uint64_t
mix(uint64_t bits)
{
	bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
	bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
	return bits ^ (bits >> 31);
}

/* splitmix64 is good from any state, so that each contact can have a sequence of its own */
static uint64_t
random_next(struct contact *contact)
{
	contact->random += 0x9e3779b97f4a7c15;
	return mix(contact->random);
}

static uint64_t
random_below(struct contact *contact, uint64_t limit)
{
	return random_next(contact) % limit;
}

static bool
random_chance(struct contact *contact, unsigned per_mille)
{
	return random_below(contact, 1000) < per_mille;
}

/* The contact whose phone and last name this one shares: mostly itself, else one shortly before. */
static uint64_t
family_head(uint64_t seed, uint64_t index)
{
	for (;;) {
		uint64_t bits = mix(mix(seed + 1) + index);
		uint64_t back = 1 + (bits >> 32) % 40;

		if (bits % 1000 >= 31 || back > index)
			return index;
		index -= back;
	}
}

/* Ids are unique but not in order: they are shuffled within each thousand. */
static uint64_t
number_of(uint64_t index)
{
	return index - index % 1000 + (index % 1000 * 387 + 11) % 1000 + 1;
}

static void
add_uuid(struct contact *contact, struct text *uuid)
{
	uint64_t halves[2];

	halves[0] = (random_next(contact) & ~(uint64_t)0xf000) | 0x4000;
	halves[1] = random_next(contact) >> 2 | (uint64_t)1 << 63;
	for (unsigned digit = 0; digit < 32; digit++) {
		if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
			text_add_byte(uuid, '-');
		text_add_byte(uuid,
			"0123456789abcdef"[(halves[digit / 16] >> (60 - digit % 16 * 4)) & 15]);
	}
}

static void
add_phone(struct text *phone, uint64_t seed, uint64_t head)
{
	uint64_t line = 200 + (head / 2 * 7919 + seed * 101) % 9800; /* 01xx is for programs */
	uint64_t area = 200 + (103 + (head / 19600 * 2 + head % 2) * 416) % 799;

	text_add(phone, "+1");
	text_add_number(phone, area + (area >= 555), 3); /* +1555555… would be a placeholder */
	text_add(phone, "555");
	text_add_number(phone, line, 4);
}

static void
add_email(struct contact *contact, uint64_t index)
{
	struct text *email = &contact->values[EMAIL];
	char case_bit = random_chance(contact, 20) ? 0 : 'a' - 'A';

	if (random_chance(contact, 80))
		return;
	for (enum column name = FIRST_NAME; name <= LAST_NAME; name++) {
		const struct text *from = &contact->values[name];

		for (size_t i = 0; i < from->length; i++)
			if ((from->bytes[i] >= 'A' && from->bytes[i] <= 'Z') ||
				(from->bytes[i] >= 'a' && from->bytes[i] <= 'z'))
				text_add_byte(email, (char)(from->bytes[i] | case_bit));
		if (name == FIRST_NAME && email->length > 0)
			text_add_byte(email, '.');
	}
	text_add_number(email, number_of(index), 1);
	text_add_byte(email, '@');
	text_add(email, PICK(contact, domains));
}

static void
add_date(struct text *text, uint64_t days_since_1970)
{
	/* days counted from 1 March 0000, so that a leap day is the last day of a year */
	uint64_t days = days_since_1970 + 719468;
	uint64_t in_era = days % 146097;
	uint64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	uint64_t in_year = in_era - (365 * year + year / 4 - year / 100);
	uint64_t month = (5 * in_year + 2) / 153;

	text_add_number(text, days / 146097 * 400 + year + (month >= 10), 4);
	text_add_byte(text, '-');
	text_add_number(text, month < 10 ? month + 3 : month - 9, 2);
	text_add_byte(text, '-');
	text_add_number(text, in_year - (153 * month + 2) / 5 + 1, 2);
}

static void
add_time(struct text *text, uint64_t second_of_day)
{
	text_add_byte(text, 'T');
	text_add_number(text, second_of_day / 3600, 2);
	text_add_byte(text, ':');
	text_add_number(text, second_of_day / 60 % 60, 2);
	text_add_byte(text, ':');
	text_add_number(text, second_of_day % 60, 2);
	text_add_byte(text, 'Z');
}

static void
add_group(struct text *groups, const char *name)
{
	if (groups->length > 0)
		text_add_byte(groups, ';');
	text_add(groups, name);
}

/* year is 0 for a parent, who graduates never */
static const char *
class_of(uint64_t year)
{
	static const char *const classes[] = {"Seniors", "Juniors", "Sophomores", "Freshmen"};

	if (year == 0)
		return "Parents";
	return year < 2027 ? "Alumni" : classes[year - 2027];
}

static void
invent_identity(struct contact *contact, uint64_t seed, uint64_t index)
{
	uint64_t head = family_head(seed, index);
	struct contact family = {.random = mix(mix(seed + 2) + head)};
	struct text *values = contact->values;

	add_uuid(contact, &values[SIGNALVINE_ID]);
	if (!random_chance(contact, 5))
		text_add_number(&values[CUSTOMER_ID], number_of(index), 7);
	text_add(&values[FIRST_NAME], PICK_NAME(contact, first_names));
	text_add(&values[LAST_NAME], PICK_NAME(&family, last_names));
	add_email(contact, index);
	if (random_chance(contact, 10))
		text_add(&values[LAST_NAME], PICK(contact, suffixes));
	add_phone(&values[PHONE], seed, head);
	text_add(&values[PROGRAM_PHONE], PICK(contact, programs));
	text_add(&values[TIMEZONE], PICK(contact, zones));
}

static void
invent_history(struct contact *contact)
{
	const uint64_t last_day = 20772, days = 2145; /* 2021-01-01 to 2026-11-15 */
	struct text *values = contact->values;
	/* most are recent: u^3 puts 37 % of them more than a quarter of the time back */
	uint64_t u = random_below(contact, 1 << 16);
	uint64_t ago = (days * u * u * u) >> 48;
	uint64_t created = last_day - ago - random_below(contact, 900);
	uint64_t second = random_below(contact, 86400);
	bool parent = random_chance(contact, 120);
	uint64_t year = parent ? 0 : 2026 - ago * 2 / 731 + random_below(contact, 5);

	add_date(&values[CREATED_AT], created);
	add_time(&values[CREATED_AT], second);
	if (!random_chance(contact, 30))
		add_date(&values[LAST_CONTACTED], last_day - ago);
	if (!parent && !random_chance(contact, 40))
		text_add_number(&values[GRADUATION_YEAR], year, 4);
	if (random_chance(contact, ago > 540 ? 90 : 12)) {
		add_group(&values[GROUP_LIST], "ARCHIVED");
	} else if (!random_chance(contact, 5)) {
		add_group(&values[GROUP_LIST], class_of(year));
		for (size_t i = 0; i < LENGTH(clubs); i++)
			if (random_chance(contact, clubs[i].per_mille))
				add_group(&values[GROUP_LIST], clubs[i].name);
	}
	text_add_number(&values[RECEIVED_COUNT], random_below(contact, 40), 1);
	text_add_number(&values[SENT_COUNT], 1 + random_below(contact, 250), 1);
}

static void
invent_note(struct contact *contact)
{
	struct text *note = &contact->values[NOTE];
	uint64_t dice = random_below(contact, 1000);

	if (dice < 5)
		text_add(note, PICK(contact, notes_with_newlines));
	else if (dice < 15)
		text_add(note, PICK(contact, notes_with_quotes));
	else if (dice < 350)
		text_add(note, PICK(contact, notes));
}

void
contact_invent(struct contact *contact, uint64_t seed, uint64_t index)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		contact->values[i].length = 0;
	contact->random = mix(mix(seed) + index);
	invent_identity(contact, seed, index);
	text_add(&contact->values[ACTIVE], random_chance(contact, 60) ? "FALSE" : "TRUE");
	text_add(&contact->values[PHONE_VALID], random_chance(contact, 40) ? "FALSE" : "TRUE");
	invent_history(contact);
	invent_note(contact);
}
