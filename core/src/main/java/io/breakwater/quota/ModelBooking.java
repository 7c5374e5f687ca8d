package io.breakwater.quota;

import java.util.List;
import java.util.stream.Stream;

/// Books a settlement's model into the day's breakdown, by the settlement's own write.
///
/// The item has the breakdown of one day. The first settlement of a later day takes away what is there; one of an
/// earlier day is left out, since the item has no place for it. The number of models is guarded wherever one is added
/// or all are taken away, so that none is forgotten there and the item stays small.
///
/// @param day the UTC day on which the reservation was counted
record ModelBooking(Image image, ModelKey model, long day) {
    /// Models told apart; the rest is one more. The item stays below the kilobyte that one write unit pays for.
    static final int MOST = 12;

    private static final String KINDS =
            "" + Attributes.MODEL_REQUESTS + Attributes.MODEL_TOKENS + Attributes.MODEL_MICRO_USD;

    void book(Demand used, List<Guard> guards, List<Change> changes) {
        long seen = image.number(Attributes.MODELS_DAY).orElse(Long.MIN_VALUE);
        if (seen > day || image.orZero(Attributes.DAY) > day) {
            return;
        }
        if (seen == day) {
            guards.add(new Guard.Equal(Attributes.MODELS_DAY, day));
            add(known(model) || count() < MOST ? model : ModelKey.OTHER, used, guards, changes);
        } else {
            begin(used, guards, changes);
        }
    }

    private void add(ModelKey into, Demand used, List<Guard> guards, List<Change> changes) {
        if (!known(into)) {
            guards.add(new Guard.Equal(Attributes.MODELS, count()));
            changes.add(new Change.Put(Attributes.MODELS, count() + 1));
        }
        changes.add(new Change.Add(into.requests(), 1));
        changes.add(new Change.Add(into.tokens(), used.dayTokens()));
        changes.add(new Change.Add(into.microUsd(), used.microUsd()));
    }

    private void begin(Demand used, List<Guard> guards, List<Change> changes) {
        guards.add(new Guard.AbsentOrBelow(Attributes.MODELS_DAY, day));
        guards.add(
                image.has(Attributes.MODELS)
                        ? new Guard.Equal(Attributes.MODELS, count())
                        : new Guard.Absent(Attributes.MODELS));
        gone().forEach(attribute -> changes.add(new Change.Remove(attribute)));
        changes.add(new Change.Put(Attributes.MODELS_DAY, day));
        changes.add(new Change.Put(Attributes.MODELS, 1));
        changes.add(new Change.Put(model.requests(), 1));
        changes.add(new Change.Put(model.tokens(), used.dayTokens()));
        changes.add(new Change.Put(model.microUsd(), used.microUsd()));
    }

    /// Those of models that are not booked now.
    private Stream<String> gone() {
        return image.numbers().keySet().stream()
                .filter(attribute -> KINDS.indexOf(attribute.charAt(0)) >= 0)
                .filter(attribute -> !attribute.substring(1).equals(model.text()))
                .sorted();
    }

    private boolean known(ModelKey candidate) {
        return image.has(candidate.requests());
    }

    private long count() {
        return image.orZero(Attributes.MODELS);
    }
}
