/* examiner.c - see examiner.h */
#include "check/examiner.h"

static void
examine(struct helper_job *job)
{
	struct examiner_batch *batch = (struct examiner_batch *)job;
	struct record_batch *records = &batch->records;
	for (size_t i = 0; i < records->count; i++)
		examine_record(batch->examination, record_batch_record(records, i));
	record_batch_clear(records);
}

void
examiner_begin(struct examiner *examiner, struct examination *examination)
{
	*examiner = (struct examiner){.filling = 0};
	for (size_t i = 0; i < EXAMINER_BATCHES; i++) {
		examiner->batches[i].job.work = examine;
		examiner->batches[i].examination = examination;
	}
}

void
examiner_add(struct examiner *examiner, const struct record *record)
{
	struct examiner_batch *batch = &examiner->batches[examiner->filling];
	record_batch_add(&batch->records, record);
	if (!record_batch_is_full(&batch->records))
		return;
	helper_give(&examiner->helper, &batch->job);
	examiner->filling = (examiner->filling + 1) % EXAMINER_BATCHES;
	helper_await(&examiner->helper, &examiner->batches[examiner->filling].job);
}

void
examiner_await(struct examiner *examiner)
{
	for (size_t i = 0; i < EXAMINER_BATCHES; i++)
		helper_await(&examiner->helper, &examiner->batches[i].job);
	examine(&examiner->batches[examiner->filling].job);
}

void
examiner_end(struct examiner *examiner)
{
	helper_end(&examiner->helper);
	for (size_t i = 0; i < EXAMINER_BATCHES; i++)
		record_batch_free(&examiner->batches[i].records);
}
