package io.breakwater.call;

import io.breakwater.model.ModelId;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.lengths.AnswerCounts;
import io.breakwater.quota.lengths.AnswerLengths;
import io.breakwater.quota.lengths.LengthItem;
import io.breakwater.quota.usage.ModelKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Learns how long the answers of each tenant and model are, together with all copies of the
/// gateway, and says what bound to send.
///
/// What this copy has seen is added to an item of the ledgers' store, with its first answer and
/// then every 10 s at most; the same write brings what all have seen. Nothing depends on a write
/// that fails but the bound.
public final class LearnedBounds {
    /// A refused write shows the item as it is now, and the next try starts from that. Only a change of
    /// the day refuses a write, so a third try is enough at midnight too.
    private static final int TRIES = 3;

    private final LedgerStore store;
    private final Map<InputEstimates.Pair, LengthMemory> known = new ConcurrentHashMap<>();

    public LearnedBounds(LedgerStore store) {
        this.store = store;
    }

    /// The bound to send; empty while little is known.
    OptionalLong bound(TenantId tenant, ModelId model) {
        return Optional.ofNullable(known.get(new InputEstimates.Pair(tenant, model)))
                .map(LengthMemory::bound)
                .orElse(OptionalLong.empty());
    }

    /// Takes note of an answer that its caller did not bound.
    ///
    /// @param tokens its output
    void learn(TenantId tenant, ModelId model, long tokens, boolean secondRun, Instant now) {
        LengthMemory memory = known.computeIfAbsent(new InputEstimates.Pair(tenant, model), _ -> new LengthMemory());
        memory.see(tokens, secondRun, now);
        memory.due(now).ifPresent(due -> write(key(tenant, model), due, memory, now));
    }

    private void write(String key, AnswerCounts counts, LengthMemory memory, Instant now) {
        LengthItem item = memory.item();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            switch (store.write(key, item.plus(counts, now))) {
                case WriteResult.Applied(var after) -> {
                    memory.written(new LengthItem(after), now);
                    return;
                }
                case WriteResult.Refused(var shown) -> item = new LengthItem(shown);
                case WriteResult.Busy _ -> {
                    memory.notWritten(counts);
                    return;
                }
                case WriteResult.Unknown _ -> {
                    return;
                }
            }
        }
    }

    /// What all copies have counted of a tenant and model.
    ///
    /// @throws RuntimeException if the store cannot be read
    static AnswerLengths read(LedgerStore store, TenantId tenant, ModelId model, Instant now) {
        return AnswerLengths.of(new LengthItem(store.read(key(tenant, model))), AnswerCounts.NONE, now);
    }

    private static String key(TenantId tenant, ModelId model) {
        return ItemKind.LENGTHS.key(tenant + "#" + ModelKey.of(model).text());
    }
}
