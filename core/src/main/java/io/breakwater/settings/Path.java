package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.Usd;
import io.breakwater.settings.Shape.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A YAML value and where it is, such as `tenants[2].plan`.
record Path(String text, JsonNode value) {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST_SHOWN = 80;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /// The value of a key; a missing node if there is none.
    Path key(String name) {
        return new Path(below(text, name), value.path(name));
    }

    /// The values of a list; none if it is not a list.
    List<Path> items() {
        List<Path> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new Path(text + "[" + i + "]", value.path(i)));
        }
        return items;
    }

    /// The names and values of a mapping; none if it is not a mapping.
    List<Map.Entry<String, Path>> entries() {
        return value.properties().stream()
                .map(entry -> Map.entry(entry.getKey(), new Path(below(text, entry.getKey()), entry.getValue())))
                .toList();
    }

    boolean present() {
        return !value.isMissingNode();
    }

    /// The value as text.
    String asText() {
        return value.asText();
    }

    /// The texts of a list of texts.
    List<String> texts() {
        return items().stream().map(Path::asText).toList();
    }

    /// A whole number that was checked, or the fallback where the key is absent.
    long whole(long fallback) {
        return present() ? value.longValue() : fallback;
    }

    int smallWhole(int fallback) {
        return present() ? value.intValue() : fallback;
    }

    boolean flag(boolean fallback) {
        return present() ? value.booleanValue() : fallback;
    }

    String text(String fallback) {
        return present() ? value.asText() : fallback;
    }

    /// A duration that was checked, as people write it (`500ms`, `10s`, `5m`), or the fallback where the key is absent.
    Duration duration(Duration fallback) {
        return present() ? duration(asText()) : fallback;
    }

    private static Duration duration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(number(text, 2));
        }
        return text.endsWith("s") ? Duration.ofSeconds(number(text, 1)) : Duration.ofMinutes(number(text, 1));
    }

    private static long number(String text, int unitLetters) {
        return Long.parseLong(text.substring(0, text.length() - unitLetters));
    }

    /// The exact number that the value stands for, plain or in quotes, if it has at most six decimals.
    Optional<BigDecimal> decimal() {
        if (value.isTextual() && DECIMAL.matcher(value.asText()).matches()) {
            return Optional.of(new BigDecimal(value.asText()));
        }
        return value.isNumber()
                ? Optional.of(value.decimalValue()).filter(number -> number.scale() <= Decimal.DECIMALS)
                : Optional.empty();
    }

    /// A ratio that was checked, or the fallback where the key is absent.
    double ratio(double fallback) {
        return decimal().map(BigDecimal::doubleValue).orElse(fallback);
    }

    /// An amount of USD that was checked, in micro-USD, or 0 where the key is absent.
    long microUsd() {
        return decimal().map(Path::microUsd).orElse(0L);
    }

    /// The same in nano-USD.
    long nanoUsd() {
        return microUsd() * Usd.NANOS_IN_MICRO;
    }

    /// An amount in micro-USD, rounded up: a price derived from another may have more decimals.
    static long microUsd(BigDecimal usd) {
        return usd.movePointRight(Decimal.DECIMALS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    /// The value in words, as a message shows what was received.
    String described() {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "a mapping";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case STRING, BINARY -> "'" + shortened(value.asText()) + "'";
            case NUMBER, BOOLEAN -> shortened(value.asText());
        };
    }

    /// On one line, and not longer than a message can bear.
    static String shortened(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }

    /// The value as a message shows it.
    @Override
    public String toString() {
        return value.asText();
    }

    static String below(String path, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return path + "['" + shortened(key) + "']";
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
