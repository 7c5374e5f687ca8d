package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Caller;
import io.breakwater.simulated.bedrock.wire.Checked;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resolves what a caller names as `modelId`: a model id, a profile id, or the ARN of a model, a system profile
/// or an application inference profile.
final class Routes {

    private static final Pattern ARN = Pattern.compile(
            "arn:aws[a-z-]*:bedrock:([a-z0-9-]*):(\\d{12})?:(foundation-model|(?:application-)?inference-profile)/(.+)");
    private static final BedrockError INVALID = BedrockError.validation("The provided model identifier is invalid.");

    private final Catalogue catalogue;

    Routes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Checked<Route> resolve(Caller caller, String calledAs) {
        Matcher arn = ARN.matcher(calledAs);
        return arn.matches() ? byArn(caller, arn) : byId(caller, calledAs);
    }

    private Checked<Route> byArn(Caller caller, Matcher arn) {
        boolean foreign = arn.group(2) != null && !arn.group(2).equals(caller.account());
        if (foreign) {
            return Checked.no(BedrockError.accessDenied("User: " + caller.arn()
                    + " is not authorized to perform: bedrock:InvokeModel on resource: " + arn.group()));
        }
        if (!arn.group(1).equals(caller.region())) {
            return Checked.no(INVALID);
        }
        return arn.group(3).equals("application-inference-profile")
                ? byApplicationProfile(caller, arn)
                : byId(caller, arn.group(4));
    }

    private Checked<Route> byApplicationProfile(Caller caller, Matcher arn) {
        return catalogue
                .copied(arn.group())
                .map(profile -> byId(caller, profile))
                .orElseGet(() ->
                        Checked.no(BedrockError.notFound("The inference profile " + arn.group() + " was not found.")));
    }

    private Checked<Route> byId(Caller caller, String id) {
        ProfileSpec profile = catalogue.profiles().get(id);
        return profile == null ? onDemand(caller, id) : throughProfile(caller, id, profile);
    }

    private Checked<Route> throughProfile(Caller caller, String id, ProfileSpec profile) {
        List<String> destinations = profile.destinations().get(caller.region());
        ModelSpec model = catalogue.models().get(profile.modelId());
        return destinations == null || model == null
                ? Checked.no(INVALID)
                : Checked.ok(new Route(profile.modelId(), model, id, destinations));
    }

    private Checked<Route> onDemand(Caller caller, String id) {
        ModelSpec model = catalogue.models().get(id);
        if (model == null) {
            return Checked.no(INVALID);
        }
        return model.onDemandRegions().contains(caller.region())
                ? Checked.ok(new Route(id, model, id, List.of(caller.region())))
                : Checked.no(needsProfile(id));
    }

    private static BedrockError needsProfile(String id) {
        return BedrockError.validation("Invocation of model ID " + id + " with on-demand throughput isn’t supported. "
                + "Retry your request with the ID or ARN of an inference profile that contains this model.");
    }
}
