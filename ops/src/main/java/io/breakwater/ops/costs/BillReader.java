package io.breakwater.ops.costs;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/// Reads the files of a month's export: CSV with a heading, packed by gzip or not. AWS splits an export
/// into any number of files, each with the same heading. Only sums are kept, however long the files
/// are.
///
/// @param attribution finds the owner of each line
/// @param wanted the requested month; if empty, the month of the files
record BillReader(Attribution attribution, Optional<YearMonth> wanted) {
    private static final int GZIP_FIRST = 0x1f;
    private static final ObjectReader ROWS = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    /// @throws CostsException if a file cannot be read, has no such columns, or is of another month
    MonthlyBill read(List<Path> files) {
        Optional<MonthlyBill.Sum> sum = Optional.empty();
        for (Path file : files) {
            sum = read(file, sum);
        }
        return sum.map(MonthlyBill.Sum::bill)
                .orElseThrow(() -> new CostsException("the bill has no lines; is the export finished?"));
    }

    private Optional<MonthlyBill.Sum> read(Path file, Optional<MonthlyBill.Sum> before) {
        if (!Files.isRegularFile(file)) {
            throw new CostsException("%s does not exist, or is not a file".formatted(file));
        }
        try (InputStream bytes = unpacked(file);
                MappingIterator<Map<String, String>> rows = ROWS.readValues(bytes)) {
            return read(file, rows, before);
        } catch (IOException e) {
            throw new CostsException("%s cannot be read as CSV (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(1);
        int first = bytes.read();
        bytes.reset();
        return first == GZIP_FIRST ? new GZIPInputStream(bytes) : bytes;
    }

    private Optional<MonthlyBill.Sum> read(
            Path file, MappingIterator<Map<String, String>> rows, Optional<MonthlyBill.Sum> before) throws IOException {
        Optional<MonthlyBill.Sum> sum = before;
        boolean more = rows.hasNextValue();
        complete(file, rows);
        for (; more; more = rows.hasNextValue()) {
            BillLine line = line(file, rows);
            MonthlyBill.Sum to = sum.orElseGet(() -> new MonthlyBill.Sum(wanted.orElse(line.month())));
            sameMonth(file, to.month(), line.month());
            to.add(attribution.of(line), line.usd());
            sum = Optional.of(to);
        }
        return sum;
    }

    /// Checks the heading, which is known once the first line was read.
    private static void complete(Path file, MappingIterator<Map<String, String>> rows) {
        Set<String> columns = rows.getParserSchema() instanceof CsvSchema heading
                ? new TreeSet<>(heading.getColumnNames())
                : Set.of();
        List<String> missing = BillColumns.missing(columns);
        if (!missing.isEmpty()) {
            throw new CostsException(
                    "%s is not a CUR 2.0 export with the columns that are needed: it has no column %s; docs/costs.md says how to set the export up"
                            .formatted(file, String.join(", ", missing)));
        }
    }

    private static BillLine line(Path file, MappingIterator<Map<String, String>> rows) throws IOException {
        Map<String, String> row = rows.nextValue();
        try {
            return BillColumns.line(row);
        } catch (IllegalArgumentException wrong) {
            throw new CostsException(
                    "%s, line %d: %s".formatted(file, rows.getCurrentLocation().getLineNr() - 1, wrong.getMessage()),
                    wrong);
        }
    }

    private void sameMonth(Path file, YearMonth month, YearMonth found) {
        if (!found.equals(month)) {
            throw new CostsException(
                    wanted.isPresent()
                            ? "%s is the bill of %s, and %s was asked for".formatted(file, found, month)
                            : "%s has lines of %s beside those of %s; give the files of one month"
                                    .formatted(file, found, month));
        }
    }
}
