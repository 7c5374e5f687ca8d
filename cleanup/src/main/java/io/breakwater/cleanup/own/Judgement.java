package io.breakwater.cleanup.own;

import java.util.Set;

/// What is known of a resource's owner.
public sealed interface Judgement {

    FoundResource found();

    /// Left behind by the environment, beyond doubt: it may be removed.
    record Own(FoundResource found, Set<Proof> proofs) implements Judgement {
        public Own {
            proofs = Set.copyOf(proofs);
            if (proofs.size() < 2) {
                throw new IllegalArgumentException(
                        "two proofs are needed to own " + found.id() + ", got " + proofs + "; call it doubtful");
            }
        }
    }

    /// In use by a stack that still stands.
    record Alive(FoundResource found, String stack) implements Judgement {}

    /// It may be the environment's: it is listed and never touched.
    record Doubtful(FoundResource found, Proof proof) implements Judgement {

        public String why() {
            return "nothing but " + proof.label()
                    + " speaks for its being this environment's, and two proofs are needed";
        }
    }

    /// Somebody else's.
    record Foreign(FoundResource found) implements Judgement {}
}
