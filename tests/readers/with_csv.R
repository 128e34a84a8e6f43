# Read what `chitieu query --format csv` writes, as R does: with base R and nothing else.
folder <- commandArgs(trailingOnly = TRUE)[1]
facts <- read.csv(file.path(folder, "facts.csv"), fileEncoding = "UTF-8", encoding = "UTF-8", colClasses = "character")
series <- read.csv(file.path(folder, "series.csv"), fileEncoding = "UTF-8", encoding = "UTF-8")
tables <- read.csv(file.path(folder, "tables.csv"), fileEncoding = "UTF-8", encoding = "UTF-8")
stopifnot(is.numeric(series$obs_value))
quoted <- function(text) paste0('"', gsub('"', '\\\\"', enc2utf8(text)), '"')
cat(sprintf(
  '{"rows": %d, "comment": %s, "place": %s, "version": %s}\n',
  nrow(facts), quoted(tables$comment[1]), quoted(sort(series$place, method = "radix")[1]), quoted(as.character(getRversion()))
))
