# Compares what the clients' programs printed with what is expected and with the table of docs/compatibility.md.
#
# Reads, in this order: expectations.txt, docs/compatibility.md, and the lines of JSON that the programs printed, whose members
# always have the same order and whose values have no quotes. Writes the page with the new table to the file `page`; the rows of clients
# that were not run stay as they were. A name that begins with `Agent` belongs to the table of coding agents, every other one to that of
# clients. Prints what differs from what is expected, and as its last line how many claims held.

BEGIN {
  table("client", "text stream tool tools image pdf structured json errors abort retries plain",
    "text|stream|tool round trip|several calls|image|PDF|structured output|JSON mode|error types|abort|retries|in clear")
  table("coding agent", "chat messages bedrock responses translated",
    "chat completions|Messages|Bedrock|Responses|Responses (translated)")
}

function table(kind, names, headings, i, name, words) {
  columns[kind] = split(names, name, " ")
  split(headings, words, "|")
  for (i = 1; i <= columns[kind]; i++) {
    column[kind, i] = name[i]
    heading[kind, i] = words[i]
  }
}

function kind_of(client) {
  return client ~ /^Agent / ? "coding agent" : "client"
}

FNR == 1 { part++ }

part == 1 && /^[^#]/ {
  split($0, field, / *\| */)
  expected[field[1], field[2]] = field[3]
}

part == 2 { line[++lines] = $0 }
part == 2 && /^<!-- table of/ { inside = 1; next }
part == 2 && /^<!-- end/ { inside = 0 }
part == 2 && inside && /^\| (Agent|Java|Node|Python) / {
  split($0, field, / *\| */)
  name = field[2]
  sub(/ [^ ]*$/, "", name)
  row[name] = $0
}
part == 2 && inside && /^- \*\*/ {
  name = $0
  sub(/^- \*\*/, "", name)
  sub(/,[^,]*\*\*:.*$/, "", name)
  remarks[name] = remarks[name] $0 "\n"
}

part > 2 {
  split($0, field, "\"")
  client = field[4]; capability = field[12]
  if (!((client, capability) in result)) said[client]++
  version[client] = field[8]
  result[client, capability] = field[16]
  why[client, capability] = field[20]
}

# Counts the claims of one client, and makes its row and its remarks.
function judge(client, i, kind, capability, found, mark, because) {
  kind = kind_of(client)
  row[client] = "| " client " " version[client] " |"
  remarks[client] = ""
  for (i = 1; i <= columns[kind]; i++) {
    capability = column[kind, i]
    found = result[client, capability]
    because = why[client, capability]
    mark = "yes"
    if (found == "not_supported") {
      mark = "–"
      remark(client, heading[kind, i], because)
    } else if ((client, capability) in expected) {
      used[client, capability] = 1
      mark = "no"
      remark(client, heading[kind, i], expected[client, capability])
      if (found == "passed") complain(client ": " capability " holds now: take its line out of clients/expectations.txt")
    } else if (found != "passed") {
      mark = "no"
      complain(client ": " capability ": " (found == "" ? "not shown" : because))
    }
    if (found == "passed" && !((client, capability) in expected)) {
      passed++
      if (because != "") remark(client, heading[kind, i], because)
    }
    row[client] = row[client] " " mark " |"
  }
}

function remark(client, what, because) {
  remarks[client] = remarks[client] "- **" client ", " what "**: " because "\n"
}

function complain(words) {
  failed++
  print words
}

# The names of clients in alphabetical order; not every awk can sort.
function sorted(names, order, name, count, i) {
  for (name in names) {
    for (i = count++; i > 0 && order[i] > name; i--) order[i + 1] = order[i]
    order[i + 1] = name
  }
  return count
}

# Prints the rows of a kind, and below them the remarks.
function write_table(kind, order, count, i) {
  printf "| %s |", kind >page
  for (i = 1; i <= columns[kind]; i++) printf " %s |", heading[kind, i] >page
  printf "\n|---|" >page
  for (i = 1; i <= columns[kind]; i++) printf "---|" >page
  printf "\n" >page
  count = sorted(row, order)
  for (i = 1; i <= count; i++) if (kind_of(order[i]) == kind) print row[order[i]] >page
  print "" >page
  for (i = 1; i <= count; i++) if (kind_of(order[i]) == kind) printf "%s", remarks[order[i]] >page
}

END {
  for (client in said) judge(client)
  for (key in expected) {
    split(key, field, SUBSEP)
    if ((field[1] in said) && !(key in used)) complain(field[1] ": there is no claim " field[2])
  }
  for (i = 1; i <= lines; i++) {
    if (line[i] ~ /^<!-- end/) inside = 0
    if (!inside) print line[i] >page
    if (line[i] ~ /^<!-- table of/) {
      inside = 1
      write_table(line[i] ~ /agents/ ? "coding agent" : "client")
    }
  }
  printf "%d passed, %d failed\n", passed, failed
}
