package io.breakwater.ops.costs;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The columns of a CUR 2.0 export ("Cost and Usage Report (CUR) 2.0", AWS Data Exports User Guide),
/// and how to read a line.
final class BillColumns {
    private static final String MONTH = "bill_billing_period_start_date";
    private static final String ACCOUNT = "line_item_usage_account_id";
    private static final String PRODUCT = "line_item_product_code";
    private static final String CURRENCY = "line_item_currency_code";
    private static final String COST = "line_item_unblended_cost";
    private static final String PRINCIPAL = "line_item_iam_principal";
    private static final String RESOURCE = "line_item_resource_id";
    private static final String TAGS = "resource_tags";

    /// The tag in a column of its own, which a query may make.
    private static final String TAG = "resource_tags_user_breakwater_tenant";

    private static final List<String> NEEDED = List.of(MONTH, ACCOUNT, PRODUCT, CURRENCY, COST);

    /// The tag in the map of all tags, whether that is JSON or as Athena writes it.
    private static final Pattern TAGGED =
            Pattern.compile("user[_:]breakwater[_:]tenant\"?\\s*[:=]\\s*\"?([A-Za-z0-9-]+)");

    private static final Pattern YEAR_AND_MONTH = Pattern.compile("(\\d{4}-\\d{2})-01(?:[T ].*)?");

    private BillColumns() {}

    /// The columns that a file lacks.
    static List<String> missing(Set<String> columns) {
        List<String> missing = new ArrayList<>(
                NEEDED.stream().filter(name -> !columns.contains(name)).toList());
        if (!columns.contains(PRINCIPAL) && !columns.contains(TAGS) && !columns.contains(TAG)) {
            missing.add(PRINCIPAL + " (or " + TAGS + ")");
        }
        return missing;
    }

    /// @throws IllegalArgumentException if a value is invalid; the message has the column and the value
    static BillLine line(Map<String, String> row) {
        String currency = cell(row, CURRENCY);
        if (!currency.equals("USD")) {
            throw new IllegalArgumentException(
                    "%s is '%s'; the ledger counts in USD, and only a bill in USD can be compared with it"
                            .formatted(CURRENCY, currency));
        }
        return new BillLine(
                month(cell(row, MONTH)),
                cell(row, ACCOUNT),
                cell(row, PRINCIPAL),
                cell(row, RESOURCE),
                cell(row, PRODUCT),
                tagged(row),
                cost(cell(row, COST)));
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    private static YearMonth month(String text) {
        Matcher month = YEAR_AND_MONTH.matcher(text);
        if (!month.matches()) {
            throw new IllegalArgumentException(
                    "%s must be the first of a month such as 2026-11-01T00:00:00.000Z, got '%s'"
                            .formatted(MONTH, text));
        }
        return YearMonth.parse(month.group(1));
    }

    private static Optional<String> tagged(Map<String, String> row) {
        String own = cell(row, TAG);
        Matcher tag = TAGGED.matcher(cell(row, TAGS));
        return own.isEmpty() ? (tag.find() ? Optional.of(tag.group(1)) : Optional.empty()) : Optional.of(own);
    }

    private static BigDecimal cost(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("%s must be a number, got '%s'".formatted(COST, text), none);
        }
    }
}
