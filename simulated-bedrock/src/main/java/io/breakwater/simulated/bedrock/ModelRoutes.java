package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.rules.ModelTraits;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resolves the `modelId` of a call: a model id, a profile id, or the ARN of a model, a system profile
/// or an application inference profile.
final class ModelRoutes {

    private static final Pattern ARN = Pattern.compile(
            "arn:aws[a-z-]*:bedrock:([a-z0-9-]*):(\\d{12})?:(foundation-model|(?:application-)?inference-profile)/(.+)");
    private static final SentError INVALID = SentError.validation("The provided model identifier is invalid.");

    private final Catalogue catalogue;

    ModelRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Checked<ModelRoute> resolve(SignedCaller caller, String calledAs) {
        Matcher arn = ARN.matcher(calledAs);
        return arn.matches() ? byArn(caller, arn) : byId(caller, calledAs);
    }

    /// Resolves the `modelId` of CountTokens: a model by its own id or ARN, never a profile, and only
    /// some models of Claude. Sources: "Monitor your token usage by counting tokens", Amazon Bedrock
    /// User Guide; what was seen refused.
    Checked<ModelRoute> counted(SignedCaller caller, String calledAs) {
        Matcher arn = ARN.matcher(calledAs);
        String id = arn.matches() && arn.group(3).equals("foundation-model") ? arn.group(4) : calledAs;
        ModelSpec model = catalogue.models().get(id);
        return model == null || !ModelTraits.of(id).countsTokens()
                ? Checked.no(SentError.validation("The provided model doesn't support counting tokens."))
                : Checked.ok(new ModelRoute(id, model, id, List.of(caller.region())));
    }

    private Checked<ModelRoute> byArn(SignedCaller caller, Matcher arn) {
        boolean foreign = arn.group(2) != null && !arn.group(2).equals(caller.account());
        if (foreign) {
            return Checked.no(SentError.accessDenied("User: " + caller.arn()
                    + " is not authorized to perform: bedrock:InvokeModel on resource: " + arn.group()));
        }
        if (!arn.group(1).equals(caller.region())) {
            return Checked.no(INVALID);
        }
        return arn.group(3).equals("application-inference-profile")
                ? byApplicationProfile(caller, arn)
                : byId(caller, arn.group(4));
    }

    private Checked<ModelRoute> byApplicationProfile(SignedCaller caller, Matcher arn) {
        return catalogue
                .copied(arn.group())
                .map(profile -> byId(caller, profile))
                .orElseGet(() ->
                        Checked.no(SentError.notFound("The inference profile " + arn.group() + " was not found.")));
    }

    private Checked<ModelRoute> byId(SignedCaller caller, String id) {
        ProfileSpec profile = catalogue.profiles().get(id);
        return profile == null ? onDemand(caller, id) : throughProfile(caller, id, profile);
    }

    private Checked<ModelRoute> throughProfile(SignedCaller caller, String id, ProfileSpec profile) {
        List<String> destinations = profile.destinations().get(caller.region());
        ModelSpec model = catalogue.models().get(profile.modelId());
        return destinations == null || model == null
                ? Checked.no(INVALID)
                : Checked.ok(new ModelRoute(profile.modelId(), model, id, destinations));
    }

    private Checked<ModelRoute> onDemand(SignedCaller caller, String id) {
        ModelSpec model = catalogue.models().get(id);
        if (model == null) {
            return Checked.no(INVALID);
        }
        return model.onDemandRegions().contains(caller.region())
                ? Checked.ok(new ModelRoute(id, model, id, List.of(caller.region())))
                : Checked.no(needsProfile(id));
    }

    private static SentError needsProfile(String id) {
        return SentError.validation("Invocation of model ID " + id + " with on-demand throughput isn’t supported. "
                + "Retry your request with the ID or ARN of an inference profile that contains this model.");
    }
}
