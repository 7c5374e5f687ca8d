package io.breakwater.cleanup.own;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Decides which resources are the CDK's bootstrap of a place, and whether the bootstrap is in use.
///
/// A name of the CDK's form with the place's account and Region in it is one proof ("Customize AWS CDK bootstrapping",
/// AWS CDK Developer Guide), and the record of a stack `CDKToolkit` the other. Any other existing stack
/// counts as using it, even one that the CDK did not deploy: not all templates tell how they were
/// deployed.
///
/// @param records all existing stacks, and the present and former resources of the stacks `CDKToolkit`
public record ToolkitJudge(Records records) {
    /// The CDK's default name of the stack.
    public static final String STACK = "CDKToolkit";

    private static final String BUCKET = "cdk-[a-z0-9]{1,10}-assets-";
    private static final String REPOSITORY = "cdk-[a-z0-9]{1,10}-container-assets-";

    public Judgement judge(FoundResource found) {
        Set<Proof> proofs = proofs(found);
        if (proofs.isEmpty()) {
            return new Judgement.Foreign(found);
        }
        String others = others(found.place());
        if (!others.isEmpty()) {
            return new Judgement.Alive(found, others);
        }
        return proofs.size() == 1
                ? new Judgement.Doubtful(found, proofs.iterator().next())
                : new Judgement.Own(found, proofs);
    }

    private String others(Place place) {
        return records.stacks().stream()
                .filter(stack -> stack.stands() && stack.place().equals(place))
                .map(OwnStack::name)
                .filter(name -> !name.equals(STACK))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Set<Proof> proofs(FoundResource found) {
        Set<Proof> proofs = EnumSet.noneOf(Proof.class);
        if (named(found)) {
            proofs.add(Proof.NAME);
        }
        if (records.knows(found)) {
            proofs.add(Proof.RECORD);
        }
        return proofs;
    }

    private static boolean named(FoundResource found) {
        return switch (found.kind()) {
            case ASSET_BUCKET -> hasForm(found, BUCKET);
            case ASSET_REPOSITORY -> hasForm(found, REPOSITORY);
            case TOOLKIT -> found.name().equals(STACK);
            default -> false;
        };
    }

    private static boolean hasForm(FoundResource found, String start) {
        Place place = found.place();
        return Pattern.matches(start + place.account() + "-" + place.region(), found.name());
    }
}
