package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Planted bugs of copies that begin with another configuration than the others.
final class WrongRollouts {
    static Variant countsApart() {
        return WrongPorts.of((ports, copy) -> copy.version().changed()
                ? WrongPorts.withLedgers(
                        ports,
                        (key, write, store) -> ItemKind.TENANT.has(key)
                                ? unseen(store.write(key, withoutBucket(write)))
                                : store.write(key, write))
                : ports);
    }

    private static ConditionalWrite withoutBucket(ConditionalWrite write) {
        List<Change> changes = write.changes().stream()
                .filter(change -> !change.attribute().equals(ItemAttributes.REQUEST_BUCKET))
                .toList();
        return new ConditionalWrite(
                write.guards().stream()
                        .filter(guard -> !guard.attribute().equals(ItemAttributes.REQUEST_BUCKET))
                        .toList(),
                changes);
    }

    private static WriteResult unseen(WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem item) -> new WriteResult.Applied(unseen(item));
            case WriteResult.Refused(LedgerItem item) -> new WriteResult.Refused(unseen(item));
            case WriteResult other -> other;
        };
    }

    private static LedgerItem unseen(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.remove(ItemAttributes.REQUEST_BUCKET);
        return new LedgerItem(numbers);
    }

    static Variant callsWhatIsGone() {
        return WrongPorts.of((ports, copy) -> WrongPorts.withTransport(
                ports, (target, request, limits, transport) -> transport.call(gone(copy, target), request, limits)));
    }

    /// A target of the same model that its copy's configuration does not have, if there is one.
    private static Target gone(FleetCopy copy, Target target) {
        return copy.targetsLike(target).stream()
                .filter(other -> !copy.version().has(other))
                .findFirst()
                .orElse(target);
    }

    private WrongRollouts() {}
}
