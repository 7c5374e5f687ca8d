package io.breakwater.quota.usage;

import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The status of a key's items, and what was settled by model today, from one read of each item.
///
/// @param models requests, tokens and money of each model on the UTC day
public record UsageToday(LedgerStatus status, Map<ModelKey, UsageTotals> models) {
    public UsageToday {
        models = Map.copyOf(models);
    }

    /// The usage that one item shows for the instant's day.
    public static UsageToday of(LedgerItem item, LedgerStatus status, Instant now) {
        return new UsageToday(status, models(item, now));
    }

    /// The sum of two items of one key.
    public UsageToday plus(UsageToday other) {
        Map<ModelKey, UsageTotals> sum = new HashMap<>(models);
        other.models.forEach((model, use) -> sum.merge(model, use, UsageTotals::plus));
        return new UsageToday(status.plus(other.status), sum);
    }

    /// What was settled by model on the instant's day, as the item shows it; empty if the item has
    /// nothing for that day.
    public static Map<ModelKey, UsageTotals> models(LedgerItem item, Instant now) {
        if (item.orZero(ItemAttributes.MODELS_DAY) != LedgerTime.day(LedgerTime.nanos(now))) {
            return Map.of();
        }
        Map<ModelKey, UsageTotals> models = new HashMap<>();
        item.numbers().forEach((attribute, requests) -> {
            if (attribute.charAt(0) == ItemAttributes.MODEL_REQUESTS) {
                ModelKey model = new ModelKey(attribute.substring(1));
                models.put(
                        model,
                        new UsageTotals(
                                requests,
                                item.orZero(model.tokens()),
                                model.money().nanoUsd(item)));
            }
        });
        return models;
    }
}
