package io.breakwater.quota.usage;

import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What was settled by model on one UTC day.
public record UsageByModel(Map<ModelKey, UsageTotals> byModel) {
    static final UsageByModel NONE = new UsageByModel(Map.of());

    public UsageByModel {
        byModel = Map.copyOf(byModel);
    }

    /// That of the instant's day; nothing if the item has none of that day yet.
    public static UsageByModel of(LedgerItem item, Instant now) {
        if (item.orZero(ItemAttributes.MODELS_DAY) != LedgerTime.day(LedgerTime.nanos(now))) {
            return NONE;
        }
        Map<ModelKey, UsageTotals> byModel = new HashMap<>();
        item.numbers().forEach((attribute, requests) -> {
            if (attribute.charAt(0) == ItemAttributes.MODEL_REQUESTS) {
                ModelKey model = new ModelKey(attribute.substring(1));
                byModel.put(
                        model,
                        new UsageTotals(
                                requests,
                                item.orZero(model.tokens()),
                                model.money().nanoUsd(item)));
            }
        });
        return new UsageByModel(byModel);
    }

    public UsageByModel plus(UsageByModel other) {
        Map<ModelKey, UsageTotals> sum = new HashMap<>(byModel);
        other.byModel.forEach((model, use) -> sum.merge(model, use, UsageTotals::plus));
        return new UsageByModel(sum);
    }
}
