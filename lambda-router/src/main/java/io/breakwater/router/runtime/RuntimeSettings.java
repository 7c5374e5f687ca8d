package io.breakwater.router.runtime;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the environment says about the Runtime API and how to poll it.
///
/// @param host name or address of the Runtime API
/// @param port its port
/// @param snapStart whether a snapshot is taken after initialization
/// @param pollers how many invocations are served at once, at least 1
public record RuntimeSettings(String host, int port, boolean snapStart, int pollers) {
    private static final int HTTP_PORT = 80;

    public RuntimeSettings {
        if (pollers < 1) {
            throw new IllegalArgumentException("pollers is " + pollers + "; use at least 1");
        }
    }

    /// Reads `AWS_LAMBDA_RUNTIME_API` (host:port), `AWS_LAMBDA_INITIALIZATION_TYPE` and
    /// `AWS_LAMBDA_MAX_CONCURRENCY`, the variables Lambda sets for a runtime ("Defined runtime environment
    /// variables", AWS Lambda guide).
    ///
    /// @throws IllegalArgumentException if the address is missing or a value cannot be read
    public static RuntimeSettings from(Map<String, String> environment) {
        URI api = address(environment.get("AWS_LAMBDA_RUNTIME_API"));
        boolean snapStart = "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
        return new RuntimeSettings(
                api.getHost(),
                api.getPort() < 0 ? HTTP_PORT : api.getPort(),
                snapStart,
                pollers(environment.get("AWS_LAMBDA_MAX_CONCURRENCY")));
    }

    String authority() {
        return host + ":" + port;
    }

    private static URI address(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(hostAndPort -> URI.create("http://" + hostAndPort))
                .filter(uri -> uri.getHost() != null)
                .orElseThrow(() -> new IllegalArgumentException("AWS_LAMBDA_RUNTIME_API is '" + value
                        + "'; it must be host:port, which Lambda sets in every execution environment"));
    }

    private static int pollers(@Nullable String value) {
        try {
            return value == null ? 1 : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "AWS_LAMBDA_MAX_CONCURRENCY is '" + value + "'; it must be a whole number from 1", e);
        }
    }
}
