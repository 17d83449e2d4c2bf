/* validation_tables.h: what a validation found out: validation.csv with its manifest, and the sentences
 * for the terminal. Read by cli. */
#ifndef LIVSBANA_OUTPUT_VALIDATION_TABLES_H
#define LIVSBANA_OUTPUT_VALIDATION_TABLES_H

#include "analysis/validation.h"
#include "base/file.h"
#include "output/terminal.h"
#include "output/text.h"

/* Writes validation.csv and manifest.csv into the folder under construction; the caller commits. */
Status validation_write(const Validation *validation, const FileFolder *folder,
                        Problems *problems) MUST_USE;

/* The sentence a reader can quote, the missed targets, and those that are met against what was
 * expected. */
Status validation_say(const Validation *validation, Language language,
                      const Terminal *terminal) MUST_USE;

#endif
