package io.breakwater.quota.usage;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.LedgerAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Books a settlement by model into the day's breakdown, within the settlement's own write.
///
/// The item has the breakdown of one day. The first settlement of a later day removes the old
/// breakdown; a settlement of an earlier day is left out, since the item has no place for it. The
/// number of models is guarded whenever a model is added or all are removed, so that none is lost and
/// the item stays small.
///
/// @param day the UTC day on which the reservation was counted
public record ModelBooking(LedgerItem item, long day) {
    /// How many models are counted separately; all others are counted together. The item stays below
    /// the kilobyte that one write unit pays for.
    static final int MOST = 12;

    private static final String KINDS = "" + ItemAttributes.MODEL_REQUESTS + ItemAttributes.MODEL_TOKENS
            + ItemAttributes.MODEL_MICRO_USD + ItemAttributes.MODEL_ROUNDED;

    public void book(List<ModelAmount> bookings, List<Guard> guards, List<Change> changes) {
        long seen = item.number(ItemAttributes.MODELS_DAY).orElse(Long.MIN_VALUE);
        if (bookings.isEmpty() || seen > day || item.orZero(ItemAttributes.DAY) > day) {
            return;
        }
        if (seen == day) {
            guards.add(new Guard.Equal(ItemAttributes.MODELS_DAY, day));
            add(tallies(bookings, count()), guards, changes);
        } else {
            begin(tallies(bookings, 0), guards, changes);
        }
    }

    /// The amount to add to each model, summed up because a write can change an attribute only once.
    ///
    /// @param told how many models the item counts separately already
    private Map<ModelKey, UsageTotals> tallies(List<ModelAmount> bookings, long told) {
        Map<ModelKey, UsageTotals> tallies = new LinkedHashMap<>();
        for (ModelAmount booking : bookings) {
            long apart = told
                    + tallies.keySet().stream()
                            .filter(model -> told == 0 || !known(model))
                            .count();
            boolean own = tallies.containsKey(booking.model()) || (told > 0 && known(booking.model())) || apart < MOST;
            tallies.merge(own ? booking.model() : ModelKey.OTHER, settled(booking.used()), UsageTotals::plus);
        }
        return tallies;
    }

    private static UsageTotals settled(LedgerAmount used) {
        return new UsageTotals(1, used.dayTokens(), used.nanoUsd());
    }

    private void add(Map<ModelKey, UsageTotals> tallies, List<Guard> guards, List<Change> changes) {
        long more = tallies.keySet().stream().filter(model -> !known(model)).count();
        if (more > 0) {
            guards.add(new Guard.Equal(ItemAttributes.MODELS, count()));
            changes.add(new Change.Put(ItemAttributes.MODELS, count() + more));
        }
        tallies.forEach((model, tally) -> {
            changes.add(new Change.Add(model.requests(), tally.requests()));
            changes.add(new Change.Add(model.tokens(), tally.tokens()));
            model.money().add(item, tally.nanoUsd(), 0, guards, changes);
        });
    }

    private void begin(Map<ModelKey, UsageTotals> tallies, List<Guard> guards, List<Change> changes) {
        guards.add(new Guard.AbsentOrBelow(ItemAttributes.MODELS_DAY, day));
        guards.add(
                item.has(ItemAttributes.MODELS)
                        ? new Guard.Equal(ItemAttributes.MODELS, count())
                        : new Guard.Absent(ItemAttributes.MODELS));
        gone(tallies).forEach(attribute -> changes.add(new Change.Remove(attribute)));
        changes.add(new Change.Put(ItemAttributes.MODELS_DAY, day));
        changes.add(new Change.Put(ItemAttributes.MODELS, tallies.size()));
        tallies.forEach((model, tally) -> {
            changes.add(new Change.Put(model.requests(), tally.requests()));
            changes.add(new Change.Put(model.tokens(), tally.tokens()));
            changes.addAll(model.money().begin(tally.nanoUsd()));
        });
    }

    /// The attributes of models that are not booked now.
    private Stream<String> gone(Map<ModelKey, UsageTotals> tallies) {
        return item.numbers().keySet().stream()
                .filter(attribute -> KINDS.indexOf(attribute.charAt(0)) >= 0)
                .filter(attribute -> tallies.keySet().stream()
                        .noneMatch(model -> attribute.substring(1).equals(model.text())))
                .sorted();
    }

    private boolean known(ModelKey candidate) {
        return item.has(candidate.requests());
    }

    private long count() {
        return item.orZero(ItemAttributes.MODELS);
    }
}
