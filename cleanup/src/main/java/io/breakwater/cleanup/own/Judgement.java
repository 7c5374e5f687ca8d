package io.breakwater.cleanup.own;

import java.util.Set;

/// Whose a resource is.
public sealed interface Judgement {

    Found found();

    /// Left behind by the environment, beyond doubt: it may be removed.
    record Own(Found found, Set<Proof> proofs) implements Judgement {
        public Own {
            proofs = Set.copyOf(proofs);
            if (proofs.size() < 2) {
                throw new IllegalArgumentException(
                        "two proofs are needed to own " + found.id() + ", got " + proofs + "; call it doubtful");
            }
        }
    }

    /// In use by a stack that still stands.
    record Alive(Found found, String stack) implements Judgement {}

    /// It may be the environment's: it is listed and never touched.
    record Doubtful(Found found, Proof proof) implements Judgement {

        public String why() {
            return "nothing but " + proof.label()
                    + " speaks for its being this environment's, and two proofs are needed";
        }
    }

    /// Somebody else's.
    record Foreign(Found found) implements Judgement {}
}
