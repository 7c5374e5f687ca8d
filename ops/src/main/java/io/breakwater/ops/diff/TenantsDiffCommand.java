package io.breakwater.ops.diff;

import io.breakwater.config.ConfigFolder;
import io.breakwater.naming.Naming;
import io.breakwater.ops.account.Operator;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.EnvironmentParts;
import io.breakwater.settings.FileTenants;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// `tenants-diff ENV`: says how a deploy would change tenants and limits. It exits with 1 if a deploy
/// would refuse them, and with 0 if it would not, or if the tables cannot be read, which the deploy
/// itself will notice.
@Command(name = "tenants-diff", description = "Says how a deploy would change tenants and limits.")
public final class TenantsDiffCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Override
    public Integer call() throws IOException {
        ConfigFolder config = ConfigFolder.ofProject();
        return switch (config.load(environment)) {
            case Loaded.Valid(Settings settings) -> compare(settings, file(config.environment(environment)));
            case Loaded.Invalid(List<Problem> problems) -> {
                problems.forEach(problem -> tell(problem.toString()));
                yield REFUSED;
            }
        };
    }

    private static FileTenants file(Path file) throws IOException {
        return FileTenants.read(EnvironmentParts.of(new ConfigText(file.toString(), Files.readString(file)))
                .data());
    }

    private int compare(Settings settings, FileTenants file) {
        try (Operator operator = Operator.in(settings.home())) {
            return switch (operator.enter()) {
                case Operator.Refused(String why, var _) -> unknown(why);
                case Operator.Entered entered -> {
                    ProbeClients home = new ProbeClients(
                            operator.http(),
                            entered.access().to(settings.home().account()),
                            settings.home().region());
                    yield say(TenantsDiff.of(read(settings, home), file));
                }
            };
        } catch (SdkException unreadable) {
            return unknown(Reading.sentence(unreadable));
        }
    }

    private static Stored read(Settings settings, ProbeClients home) {
        try (DynamoDbClient dynamo = home.of(DynamoDbClient.builder())) {
            return new StoredReader(dynamo, new Naming(settings.environment(), settings.home())).read();
        }
    }

    private int unknown(String why) {
        tell("tenants: not compared with the stored ones: " + why);
        return 0;
    }

    private int say(TenantsDiff diff) {
        diff.lines().forEach(spec.commandLine().getOut()::println);
        if (diff.both().isEmpty()) {
            return 0;
        }
        tell(
                "the file has tenants that operators have applied: %s; take them out of the file, or remove them first: scripts/gatewayctl tenants remove TENANT --env %s"
                        .formatted(String.join(", ", diff.both()), environment));
        return REFUSED;
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(text);
    }
}
