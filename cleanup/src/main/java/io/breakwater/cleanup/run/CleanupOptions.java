package io.breakwater.cleanup.run;

import io.breakwater.adapters.credentials.AccountAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of all three commands.
final class CleanupOptions {
    @Option(names = "--env", paramLabel = "ENV", required = true, description = "The environment: dev or prod.")
    private String environment = "";

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description = "The role to assume in other accounts; $BREAKWATER_ACCOUNT_ROLE, then "
                    + AccountAccess.USUAL_ROLE + " without it.")
    private @Nullable String role;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    String environment() {
        return environment;
    }

    boolean json() {
        return json;
    }

    String role() {
        return Optional.ofNullable(role)
                .or(() -> Optional.ofNullable(System.getenv(AccountAccess.ROLE_VARIABLE)))
                .filter(name -> !name.isEmpty())
                .orElse(AccountAccess.USUAL_ROLE);
    }
}
