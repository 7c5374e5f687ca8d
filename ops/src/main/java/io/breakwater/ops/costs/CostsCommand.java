package io.breakwater.ops.costs;

import io.breakwater.config.ConfigFolder;
import io.breakwater.model.TenantId;
import io.breakwater.ops.account.Operator;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/// `costs ENV --bill FILE…`: compares a month of the ledger with the same month of AWS's bill, tenant
/// by tenant. It exits with 0 if they could be compared, however much they differ, 1 if not, and 2 for
/// bad use.
@Command(
        name = "costs",
        description = "Compares what the gateway charged in a month with AWS's bill, tenant by tenant.")
public final class CostsCommand implements Callable<Integer> {
    private static final int NOT_COMPARED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--bill",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "The files of a CUR 2.0 export, CSV, packed by gzip or not.")
    private List<Path> bill = List.of();

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "The month of the files, checked if given.")
    @Nullable
    private YearMonth month;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        return switch (ConfigFolder.ofProject().load(environment)) {
            case Loaded.Valid(Settings settings) -> compare(settings);
            case Loaded.Invalid(List<Problem> problems) ->
                tell(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        };
    }

    /// Reads the bill first, since its faults can be found without credentials.
    private int compare(Settings settings) {
        try {
            MonthlyBill read = new BillReader(Attribution.of(settings), Optional.ofNullable(month)).read(bill);
            return compare(settings, read);
        } catch (CostsException unusable) {
            return tell(String.valueOf(unusable.getMessage()));
        } catch (SdkException unreadable) {
            return tell("the metric MicroUsd cannot be read: " + Reading.sentence(unreadable));
        }
    }

    private int compare(Settings settings, MonthlyBill bill) {
        try (Operator operator = Operator.in(settings.home())) {
            return switch (operator.enter()) {
                case Operator.Refused(String why, String fix) -> tell(why + "; " + fix);
                case Operator.Entered entered -> {
                    ProbeClients home = new ProbeClients(
                            operator.http(),
                            entered.access().to(settings.home().account()),
                            settings.home().region());
                    yield show(compared(settings, bill, home));
                }
            };
        }
    }

    private static Comparison compared(Settings settings, MonthlyBill bill, ProbeClients home) {
        SortedSet<TenantId> everybody =
                Comparison.everybody(new TreeSet<>(settings.topology().tenants().keySet()), bill);
        try (CloudWatchClient cloudWatch = home.of(CloudWatchClient.builder())) {
            Charged charged = new MetricLedger(cloudWatch, settings.environment()).charged(bill.month(), everybody);
            return Comparison.of(settings.environment(), bill, everybody, charged);
        }
    }

    private int show(Comparison comparison) {
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? ComparisonJson.of(comparison).toPrettyString()
                                : ComparisonText.of(comparison).stripTrailing());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int tell(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
        return NOT_COMPARED;
    }
}
