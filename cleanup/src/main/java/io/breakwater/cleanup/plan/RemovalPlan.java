package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.Digest;
import io.breakwater.naming.Naming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The resources of an environment that are to be removed, in order.
///
/// @param stackId tells the environment from one of the same name elsewhere
/// @param made when the resources were listed
public record RemovalPlan(String environment, String stackId, String home, Instant made, List<PlanItem> items) {
    /// An older plan must be made anew before anything is removed.
    public static final Duration LONGEST = Duration.ofHours(1);

    public RemovalPlan {
        items = List.copyOf(items);
    }

    /// A plan for everything that was left behind. It leaves out the resources of existing stacks and
    /// the doubtful ones.
    public static RemovalPlan of(Naming naming, Scan scan, Instant now) {
        return new RemovalPlan(
                naming.environment(),
                naming.stackId(),
                naming.home().account() + "/" + naming.home().region(),
                now,
                scan.own().stream().map(PlanItem::of).toList());
    }

    /// Changes with every word of the plan.
    public String digest() {
        return Digest.of(this.toString() + fingerprints());
    }

    /// What all of it costs a month, in millionths of a USD.
    public long monthlyMicroUsd() {
        return items.stream().mapToLong(PlanItem::monthlyMicroUsd).sum();
    }

    private String fingerprints() {
        return items.stream()
                .map(item -> item.id() + item.proofs() + item.bytes() + item.monthlyMicroUsd() + item.fingerprint())
                .toList()
                .toString();
    }
}
