package io.breakwater.cleanup.run;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.cleanup.aws.AwsClients;
import io.breakwater.cleanup.aws.BootstrapComposition;
import io.breakwater.cleanup.aws.Composition;
import io.breakwater.cleanup.own.OwnNames;
import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.config.ConfigFolder;
import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// AWS with the caller's credentials. They must be the gateway account's: with those of another account
/// the search would miss the environment, and find nothing left.
///
/// @param subject what to search for, and all that a session in another account may remove
record AwsCleanupAccess(ConfigFolder config, PlanSubject subject, InstantSource clock)
        implements CleanupAccess.Opening {

    @Override
    public CleanupAccess open(CleanupOptions options) {
        return switch (config.load(options.environment())) {
            case Loaded.Valid(Settings settings) -> open(settings, options.role());
            case Loaded.Invalid(List<Problem> problems) ->
                new CleanupAccess.Refused(
                        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        };
    }

    private CleanupAccess open(Settings settings, String role) {
        SdkHttpClient http = Apache5HttpClient.create();
        AwsCredentialsProvider own = DefaultCredentialsProvider.builder().build();
        StsClient sts = StsClient.builder()
                .httpClient(http)
                .credentialsProvider(own)
                .region(Region.of(settings.home().region().value()))
                .build();
        try {
            AccountAccess access = AccountAccess.of(sts, own, role);
            return access.caller().equals(settings.home().account())
                    ? sized(settings).orElseGet(() -> open(settings, access, http))
                    : new CleanupAccess.Refused(wrongAccount(settings, access));
        } catch (SdkException refused) {
            return new CleanupAccess.Refused("cannot tell whose credentials these are: " + brief(refused)
                    + "; sign in to account " + settings.home().account() + " and run this again");
        }
    }

    /// Shortens the SDK's message, which lists each place where it looked for credentials.
    private static String brief(SdkException refused) {
        return String.valueOf(refused.getMessage()).split("[(:]", 2)[0].strip();
    }

    /// Refused if a session in one of the accounts could not be limited.
    private Optional<CleanupAccess> sized(Settings settings) {
        Naming naming = new Naming(settings.environment(), settings.home());
        return settings.sites().stream()
                .map(Site::account)
                .distinct()
                .flatMap(account -> SessionSize.refusal(naming, account, policy(naming, account)).stream())
                .findFirst()
                .map(CleanupAccess.Refused::new);
    }

    private CleanupAccess open(Settings settings, AccountAccess access, SdkHttpClient http) {
        Naming naming = new Naming(settings.environment(), settings.home());
        OwnNames names = OwnNames.of(naming, config.environments());
        AwsClients clients = new AwsClients(account -> access.limited(account, policy(naming, account)));
        return new CleanupAccess.Open(naming, settings.protection(), cloud(settings, names, clients), () -> {
            clients.close();
            http.close();
        });
    }

    private String policy(Naming naming, AccountId account) {
        return switch (subject) {
            case ENVIRONMENT -> SessionPolicy.of(naming, account);
            case BOOTSTRAP -> BootstrapPolicy.of(account);
        };
    }

    private Cloud cloud(Settings settings, OwnNames names, AwsClients clients) {
        return switch (subject) {
            case ENVIRONMENT -> Composition.of(settings, names, clients, clock);
            case BOOTSTRAP -> BootstrapComposition.of(settings, clients, Thread::sleep);
        };
    }

    private static String wrongAccount(Settings settings, AccountAccess access) {
        return "these are credentials of account %s, but the gateway of %s is in %s; sign in there (AWS_PROFILE), and name the role for its other accounts with --role; nothing was read"
                .formatted(
                        access.caller(), settings.environment(), settings.home().account());
    }
}
