package io.breakwater.quota.usage;

import io.breakwater.model.ModelId;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.StoredMoney;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A model in the names of an item's attributes: four characters derived from its id, so that they stay
/// the same when the catalogue changes and never collide with another attribute.
public record ModelKey(String text) {
    /// Stands for all models beyond those that an item counts separately.
    public static final ModelKey OTHER = new ModelKey("other");

    private static final int RADIX = 36;
    private static final int KEYS = RADIX * RADIX * RADIX * RADIX;

    public static ModelKey of(ModelId model) {
        CRC32 sum = new CRC32();
        sum.update(model.value().getBytes(StandardCharsets.UTF_8));
        String digits = Integer.toString((int) (sum.getValue() % KEYS), RADIX);
        return new ModelKey("0".repeat(4 - digits.length()) + digits);
    }

    String requests() {
        return ItemAttributes.MODEL_REQUESTS + text;
    }

    String tokens() {
        return ItemAttributes.MODEL_TOKENS + text;
    }

    StoredMoney money() {
        return new StoredMoney(ItemAttributes.MODEL_MICRO_USD + text, ItemAttributes.MODEL_ROUNDED + text);
    }
}
