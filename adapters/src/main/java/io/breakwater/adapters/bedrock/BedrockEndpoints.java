package io.breakwater.adapters.bedrock;

import io.breakwater.model.Region;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// The endpoints of `bedrock-runtime` and `bedrock`.
public final class BedrockEndpoints {
    /// The variable by which all AWS SDKs find a service elsewhere, such as at an emulator.
    private static final String OVERRIDE = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";

    /// The same for all services, and for Bedrock's control plane.
    private static final List<String> CONTROL_OVERRIDES = List.of("AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL");

    private BedrockEndpoints() {}

    /// AWS's endpoint of each Region, unless the environment names one endpoint for all.
    public static Function<Region, URI> from(Map<String, String> environment) {
        Optional<URI> elsewhere = Optional.ofNullable(environment.get(OVERRIDE)).map(URI::create);
        return region -> elsewhere.orElseGet(() -> URI.create("https://bedrock-runtime." + region + ".amazonaws.com"));
    }

    /// The control plane's endpoints, likewise.
    public static Function<Region, URI> control(Map<String, String> environment) {
        Optional<URI> elsewhere = CONTROL_OVERRIDES.stream()
                .map(environment::get)
                .filter(Objects::nonNull)
                .map(URI::create)
                .findFirst();
        return region -> elsewhere.orElseGet(() -> URI.create("https://bedrock." + region + ".amazonaws.com"));
    }
}
