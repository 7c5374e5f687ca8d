package io.breakwater.ops.doctor;

import io.breakwater.model.Capacity;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// The catalogue as lines for people: USD per million tokens, quota tokens that one output token costs, tokens per
/// minute of an account's published quota (- where it is not known).
final class CatalogueTable {
    private static final String ROW = "%-58s %9s %9s %9s %14s  %-11s %s";

    static Stream<String> of(Collection<Profile> profiles) {
        Stream<String> rows = profiles.stream()
                .sorted(Comparator.comparing(
                                (Profile profile) -> profile.model().id().value())
                        .thenComparing(profile -> profile.id().value()))
                .map(CatalogueTable::row);
        return Stream.concat(
                Stream.of(
                        ROW.formatted("PROFILE", "INPUT", "OUTPUT", "BURNDOWN", "TOKENS/MIN", "PRICES OF", "LIFECYCLE")
                                .strip()),
                rows);
    }

    private static String row(Profile profile) {
        ModelCard model = profile.model();
        Price price = profile.price();
        return ROW.formatted(
                        profile.id(),
                        usd(price.input()),
                        usd(price.output()),
                        model.burndown() + "x",
                        quota(profile.quota()),
                        model.listing().pricesAsOf().map(Object::toString).orElse("-"),
                        words(model.listing().lifecycle()))
                .strip();
    }

    private static String usd(long microUsd) {
        BigDecimal usd = BigDecimal.valueOf(microUsd, 6).stripTrailingZeros();
        return usd.setScale(Math.max(2, usd.scale())).toPlainString();
    }

    private static String quota(Capacity quota) {
        return quota.tokensPerMinute() == 0 ? "-" : "%,d".formatted(quota.tokensPerMinute());
    }

    private static String words(Lifecycle lifecycle) {
        return lifecycle.status().name().toLowerCase(Locale.ROOT)
                + lifecycle.endOfLife().map(day -> ", ends " + day).orElse("");
    }

    private CatalogueTable() {}
}
