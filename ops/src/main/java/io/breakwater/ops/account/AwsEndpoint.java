package io.breakwater.ops.account;

import java.util.Optional;

/// The endpoint of AWS that the SDK and the CLI use.
public final class AwsEndpoint {

    /// The variable `AWS_ENDPOINT_URL`, such as an emulator's address; empty for AWS itself.
    public static Optional<String> ofEnvironment() {
        return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).filter(url -> !url.isBlank());
    }

    private AwsEndpoint() {}
}
