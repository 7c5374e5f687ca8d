package io.breakwater.quota;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What was settled by model on one UTC day.
public record Breakdown(Map<ModelKey, Use> byModel) {
    static final Breakdown NONE = new Breakdown(Map.of());

    public Breakdown {
        byModel = Map.copyOf(byModel);
    }

    /// That of the instant's day; nothing if the item has none of that day yet.
    static Breakdown of(Image image, Instant now) {
        if (image.orZero(Attributes.MODELS_DAY) != Clocks.day(Clocks.nanos(now))) {
            return NONE;
        }
        Map<ModelKey, Use> byModel = new HashMap<>();
        image.numbers().forEach((attribute, requests) -> {
            if (attribute.charAt(0) == Attributes.MODEL_REQUESTS) {
                ModelKey model = new ModelKey(attribute.substring(1));
                byModel.put(model, new Use(requests, image.orZero(model.tokens()), image.orZero(model.microUsd())));
            }
        });
        return new Breakdown(byModel);
    }

    Breakdown plus(Breakdown other) {
        Map<ModelKey, Use> sum = new HashMap<>(byModel);
        other.byModel.forEach((model, use) -> sum.merge(model, use, Use::plus));
        return new Breakdown(sum);
    }
}
