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

/// Learns, together with all copies of the gateway, how long each tenant's answers from each model are,
/// and says which bound to send.
///
/// This copy adds what it has seen to an item in the ledgers' store, with its first answer and then at
/// most every 10 s; the same write returns what all copies have seen. If a write fails, only the bound
/// suffers.
public final class LearnedBounds {
    /// A refused write returns the current item, and the next try starts from that. A write is refused
    /// only when the day has changed, so a third try is enough at midnight too.
    private static final int TRIES = 3;

    private final LedgerStore store;
    private final Map<InputEstimates.Pair, LengthMemory> known = new ConcurrentHashMap<>();

    public LearnedBounds(LedgerStore store) {
        this.store = store;
    }

    /// The bound to send; empty while too little is known.
    OptionalLong bound(TenantId tenant, ModelId model) {
        return Optional.ofNullable(known.get(new InputEstimates.Pair(tenant, model)))
                .map(LengthMemory::bound)
                .orElse(OptionalLong.empty());
    }

    /// Records an answer whose caller set no bound.
    ///
    /// @param tokens the output tokens of the answer
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
