package io.breakwater.simulated.bedrock;

import java.util.List;

/// The resolution of a called identifier: the model, its pool's profile (the model's own id when called
/// on demand), and the Regions that may serve the call.
record ModelRoute(String modelId, ModelSpec model, String profile, List<String> destinations) {

    String modelArn(String region) {
        return "arn:aws:bedrock:" + region + "::foundation-model/" + modelId;
    }
}
