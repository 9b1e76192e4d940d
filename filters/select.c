/* select - keep the contacts that match */
#include "chain/filter.h"

const struct filter filter_select = {
	.name = "select",
	.summary = "keep the contacts that match, in their order",
	.where_required = true,
	.gone_word = "dropped",
};
