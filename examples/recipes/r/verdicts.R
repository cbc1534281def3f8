#!/usr/bin/env Rscript
# A data frame to mskguide and back, and who gets which verdict by clinic.
#
#   Rscript verdicts.R CASES.csv OUT.csv
#
# Needs R and, on the PATH or named by MSKGUIDE, the command mskguide. No package.

# mskguide answers every row of a data frame: one row of answers for each row of cases, in
# their order, with `keep` columns first. Columns are facts, but for those that are kept; NA is
# unknown. A row with a mistake says so in the column error.
mskguide <- function(cases, keep = character(), args = character(),
                     command = Sys.getenv("MSKGUIDE", "mskguide")) {
  folder <- tempfile("mskguide")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  table <- file.path(folder, "cases.csv")
  answers <- file.path(folder, "answers.csv")
  messages <- file.path(folder, "messages.txt")
  write.csv(cases, table, row.names = FALSE, na = "", fileEncoding = "UTF-8")
  kept <- if (length(keep) > 0) as.vector(rbind("-keep", shQuote(keep)))
  status <- system2(command, c("run", shQuote(table), "-o", shQuote(answers), kept, args),
                    stdout = FALSE, stderr = messages)
  # 0: all rows answered. 1: answered, but some rows could not be read. Else: nothing was written.
  if (!status %in% c(0, 1)) {
    stop("mskguide: ", paste(readLines(messages), collapse = "\n"))
  }
  read.csv(answers, colClasses = "character", encoding = "UTF-8")
}

args <- commandArgs(trailingOnly = TRUE)
stopifnot(length(args) == 2)
cases <- read.csv(args[1], colClasses = "character", na.strings = "")
answers <- mskguide(cases, keep = c("synthetic_id", "clinic", "weight"))
stopifnot(nrow(answers) == nrow(cases), answers$synthetic_id == cases$synthetic_id)

counts <- aggregate(list(cases = answers$row), answers[c("clinic", "verdict", "settled")], length)
counts <- counts[order(counts$clinic, counts$verdict, counts$settled, method = "radix"), ]
write.csv(counts, args[2], row.names = FALSE, quote = FALSE)
