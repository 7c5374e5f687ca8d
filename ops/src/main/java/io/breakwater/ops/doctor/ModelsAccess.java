package io.breakwater.ops.doctor;

import io.breakwater.model.ModelCard;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.ModelAccess;
import java.util.List;
import java.util.Set;

/// Whether the account may call each model at all.
record ModelsAccess(List<ModelCard> models) implements Check {

    ModelsAccess {
        models = List.copyOf(models);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return models.stream()
                .map(model -> new Line("model access", place, judge(model, place, probe)))
                .toList();
    }

    private static Finding judge(ModelCard model, CheckedPlace place, Probe probe) {
        return switch (Finding.of(
                probe.access(model.id()),
                access -> judge(model, place, access),
                () -> new Finding.Unknown("Bedrock does not know the model here"))) {
            case Finding.Unknown(String why) ->
                new Finding.Unknown(model.name() + ": " + why
                        + "; by hand: aws bedrock get-foundation-model-availability --model-id " + model.id()
                        + " --region " + place.region());
            case Finding.Ok ok -> ok;
            case Finding.Wrong wrong -> wrong;
        };
    }

    /// The finding for a model; it need not answer in this Region, since it is called through a
    /// profile.
    private static Finding judge(ModelCard model, CheckedPlace place, ModelAccess access) {
        boolean open = access.agreement().equals("AVAILABLE")
                && access.authorization().equals("AUTHORIZED")
                && access.entitlement().equals("AVAILABLE");
        String seen = "agreement %s, authorization %s, entitlement %s"
                .formatted(access.agreement(), access.authorization(), access.entitlement());
        if (open) {
            return new Finding.Ok(model.name() + " may be called");
        }
        return isUnsaid(access)
                ? new Finding.Unknown(seen)
                : new Finding.Wrong(
                        model.name() + ": " + seen,
                        "as an administrator of account %s call the model once in %s, or accept its agreement: aws bedrock list-foundation-model-agreement-offers --model-id %s, then create-foundation-model-agreement with the offer's token (Anthropic's models ask once for the use case: put-use-case-for-model-access)"
                                .formatted(place.account(), place.region(), model.id()));
    }

    /// Whether access is open, except for parts that Bedrock does not report.
    private static boolean isUnsaid(ModelAccess access) {
        return Set.of("AVAILABLE", ModelAccess.UNSAID).contains(access.agreement())
                && Set.of("AUTHORIZED", ModelAccess.UNSAID).contains(access.authorization())
                && Set.of("AVAILABLE", ModelAccess.UNSAID).contains(access.entitlement());
    }
}
