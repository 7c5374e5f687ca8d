package io.breakwater.dynamo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/// The size of an item: names and values in UTF-8, a number about one byte for two digits and one byte
/// more, a map three bytes and one more for each field ("DynamoDB item sizes and formats", DynamoDB
/// Developer Guide).
final class ItemSize {
    /// 400 KB ("Service, account, and table quotas", the same guide).
    static final int MOST = 400 * 1024;

    private ItemSize() {}

    static int of(Map<String, Value> item) {
        return item.entrySet().stream()
                .mapToInt(field -> utf8(field.getKey()) + of(field.getValue()))
                .sum();
    }

    private static int of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> utf8(text);
            case Value.Numeric(BigDecimal number) -> of(number);
            case Value.Bool _ -> 1;
            case Value.Texts(Collection<String> texts) ->
                texts.stream().mapToInt(ItemSize::utf8).sum();
            case Value.Numbers(Collection<BigDecimal> numbers) ->
                numbers.stream().mapToInt(ItemSize::of).sum();
            case Value.Fields(Map<String, Value> fields) -> 3 + fields.size() + of(fields);
        };
    }

    private static int of(BigDecimal number) {
        return (number.precision() + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
