/* json_memory.h - where jansson has its memory from */
#ifndef ROSTER_FORMAT_JSON_MEMORY_H
#define ROSTER_FORMAT_JSON_MEMORY_H

/*
 * Let jansson take memory as everything else does (memory.h): where there is none the program ends.
 * Else a text that could not be held would look like one that is wrong, or be left out.
 */
void json_memory_use(void);

#endif
