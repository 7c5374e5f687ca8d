package io.breakwater.ops.bootstrap;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.config.ConfigFolder;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.account.AwsEndpoint;
import io.breakwater.ops.account.Placeholders;
import io.breakwater.ops.account.Placeholders.Placeholder;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/// `bootstrap ENV [ACCOUNT/REGION]`: says what it will do, then bootstraps what is missing. It exits
/// with 0 only if every requested place lets the gateway's account deploy, 1 if not, and 2 for bad use.
@Command(name = "bootstrap", description = "Bootstraps the accounts and Regions of an environment for the CDK.")
public final class BootstrapCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "ENV")
    private String environment = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ACCOUNT/REGION", defaultValue = "")
    private String one = "";

    @Option(names = "--check")
    private boolean check;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--execution-policy", paramLabel = "ARN", defaultValue = ADMINISTRATOR, split = ",")
    private List<String> policies = List.of();

    @Override
    public Integer call() throws Exception {
        return switch (ConfigFolder.ofProject().load(environment)) {
            case Loaded.Valid(Settings settings) -> {
                List<Placeholder> examples = Placeholders.in(settings, AwsEndpoint.ofEnvironment());
                yield examples.isEmpty() ? entered(settings) : refused(lines(examples));
            }
            case Loaded.Invalid<Settings> invalid -> {
                invalid.problems().forEach(spec.commandLine().getErr()::println);
                yield REFUSED;
            }
        };
    }

    private static String lines(List<Placeholder> examples) {
        return examples.stream().map(Placeholder::toString).collect(Collectors.joining("\n  "));
    }

    private int entered(Settings settings) throws Exception {
        String role =
                Optional.ofNullable(System.getenv(AccountAccess.ROLE_VARIABLE)).orElse(AccountAccess.USUAL_ROLE);
        DefaultCredentialsProvider own = DefaultCredentialsProvider.builder().build();
        try (SdkHttpClient http = Apache5HttpClient.create();
                StsClient sts = new ProbeClients(http, own, settings.home().region()).of(StsClient.builder())) {
            return asked(settings, AccountAccess.of(sts, own, role), http);
        } catch (SdkException unknown) {
            return refused("your AWS identity could not be read: " + Reading.sentence(unknown)
                    + "; give credentials as for the AWS CLI (such as AWS_PROFILE)");
        }
    }

    private int asked(Settings settings, AccountAccess access, SdkHttpClient http) throws Exception {
        return switch (Requested.of(settings, one, access.caller())) {
            case Requested.Places(List<AccountRegion> places)
            when check -> checked(places, new DeployRoles(access, http));
            case Requested.Places(List<AccountRegion> places) -> {
                BootstrapPlanner planner = new BootstrapPlanner(settings.home().account(), policies);
                Bootstrapping work = new Bootstrapping(environment, access, http, planner, out());
                yield work.over(places, dryRun) ? 0 : REFUSED;
            }
            case Requested.Refused(String why) -> refused(why);
        };
    }

    /// Prints only problems, for a deploy that then goes on.
    private int checked(List<AccountRegion> places, DeployRoles roles) {
        int closed = 0;
        for (AccountRegion place : places) {
            Optional<String> why = roles.closed(place);
            if (why.isPresent()) {
                closed++;
                spec.commandLine()
                        .getErr()
                        .println("a deploy cannot enter %s: %s; run scripts/bootstrap %s %s"
                                .formatted(place, why.get(), environment, place));
            }
        }
        return closed == 0 ? 0 : REFUSED;
    }

    private int refused(String why) {
        spec.commandLine().getErr().println("bootstrap: " + why + "; nothing was changed");
        return REFUSED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
