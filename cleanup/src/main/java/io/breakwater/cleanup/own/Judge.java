package io.breakwater.cleanup.own;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whether a resource belongs to the environment.
///
/// A tag that names another environment or stack id outweighs every proof: the resource was made anew by somebody
/// else. A record that only repeats the name is no second proof. The name of a log group that API
/// Gateway made tells only the name of a stage, which alone proves nothing.
public record Judge(OwnNames names, Records records) {

    public Judgement judge(FoundResource found) {
        if (DenyList.has(found) || taggedByOthers(found)) {
            return new Judgement.Foreign(found);
        }
        Set<Proof> proofs = proofs(found);
        Optional<String> stack = records.owner(found);
        if (stack.isPresent() && !proofs.isEmpty()) {
            return new Judgement.Alive(found, stack.get());
        }
        return ofStray(found, proofs);
    }

    private static Judgement ofStray(FoundResource found, Set<Proof> proofs) {
        return switch (proofs.size()) {
            case 0 -> new Judgement.Foreign(found);
            case 1 ->
                meansNothing(found, proofs)
                        ? new Judgement.Foreign(found)
                        : new Judgement.Doubtful(found, proofs.iterator().next());
            default -> new Judgement.Own(found, proofs);
        };
    }

    private Set<Proof> proofs(FoundResource found) {
        Set<Proof> proofs = EnumSet.noneOf(Proof.class);
        if (found.tags().entrySet().containsAll(tags().entrySet())) {
            proofs.add(Proof.TAGS);
        }
        if (names.fits(found)) {
            proofs.add(Proof.NAME);
        }
        if (records.knows(found)
                && (proofs.contains(Proof.TAGS) || !found.kind().recordedByName())) {
            proofs.add(Proof.RECORD);
        }
        return proofs;
    }

    private static boolean meansNothing(FoundResource found, Set<Proof> proofs) {
        boolean named = proofs.contains(Proof.NAME)
                && ServiceLogs.execution(found.name()).isPresent();
        boolean placed = proofs.contains(Proof.RECORD) && found.kind() == Kind.INVOCATION_LOGGING;
        return named || placed;
    }

    private boolean taggedByOthers(FoundResource found) {
        return tags().entrySet().stream()
                .anyMatch(ours -> !found.tags()
                        .getOrDefault(ours.getKey(), ours.getValue())
                        .equals(ours.getValue()));
    }

    private Map<String, String> tags() {
        return names.naming().tags();
    }
}
