package io.breakwater.settings;

import io.breakwater.model.Lifecycle;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Reads what the catalogue notes of a model beside what requests need.
final class ListingReader {

    private ListingReader() {}

    /// @param model the model's entry, of which {@link #check} found nothing wrong
    static Listing read(Path model) {
        return new Listing(lifecycle(model.key("lifecycle")), day(model.key("pricesAsOf")), id(model.key("mantleId")));
    }

    /// Reports days that no calendar has.
    static void check(Path model, Report report) {
        checkDay(model.key("lifecycle").key("endOfLife"), report);
        checkDay(model.key("pricesAsOf"), report);
    }

    private static void checkDay(Path at, Report report) {
        if (at.present() && !report.broken(at.text())) {
            try {
                LocalDate.parse(at.asText());
            } catch (DateTimeException none) {
                report.add(at.text(), "must be a day such as 2026-10-09, got %s, which no calendar has".formatted(at));
            }
        }
    }

    private static Lifecycle lifecycle(Path at) {
        return at.present()
                ? new Lifecycle(
                        Lifecycle.Status.valueOf(at.key("status").asText().toUpperCase(Locale.ROOT)),
                        day(at.key("endOfLife")))
                : Lifecycle.ACTIVE;
    }

    private static Optional<LocalDate> day(Path at) {
        return at.present() ? Optional.of(LocalDate.parse(at.asText())) : Optional.empty();
    }

    private static Optional<ModelId> id(Path at) {
        return at.present() ? Optional.of(new ModelId(at.asText())) : Optional.empty();
    }
}
