package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement.Own;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Proof;
import java.util.List;

/// One resource that a plan removes, as it was when the plan was made.
///
/// @param fingerprint tells it from another one that is there by the same id later
public record PlanItem(
        Place place,
        Kind kind,
        String id,
        String name,
        List<Proof> proofs,
        long bytes,
        long monthlyMicroUsd,
        String fingerprint) {

    public PlanItem {
        proofs = List.copyOf(proofs);
    }

    static PlanItem of(Own own) {
        FoundResource found = own.found();
        return new PlanItem(
                found.place(),
                found.kind(),
                found.id(),
                found.name(),
                own.proofs().stream().sorted().toList(),
                found.state().bytes(),
                found.state().monthlyMicroUsd(),
                found.fingerprint());
    }

    boolean isAbout(FoundResource found) {
        return place.equals(found.place()) && kind == found.kind() && id.equals(found.id());
    }

    /// `log group /breakwater/dev/access in 123456789012/us-east-1`
    @Override
    public String toString() {
        return kind.label() + " " + (name.isEmpty() ? id : name) + " in " + place;
    }
}
