package io.breakwater.local.demo;

import io.breakwater.call.Pause;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `demo PATTERN`: shows a pattern at work. It exits 0 only if the pattern held, 1 if it did not or if the gateway
/// cannot be used, and 2 for bad use.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Shows one of the gateway's patterns at work, and says whether it held.")
public final class DemoCommand implements Callable<Integer> {
    private static final int NOT_HELD = 1;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Running.Starter own;
    private final Pause pause;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PATTERN", description = "cris, sharding, fallback, balance, isolation or all.")
    private String word = "";

    @Option(names = "--json", description = "One JSON object for each pattern, one a line, instead of a table.")
    private boolean json;

    @Mixin
    private final Options options = new Options();

    /// The command as it is: an own gateway is an embedded run, and waiting takes time.
    public DemoCommand() {
        this(OwnGateway::start, Thread::sleep, InstantSource.system());
    }

    DemoCommand(Running.Starter own, Pause pause, InstantSource clock) {
        this.own = own;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return show(patterns());
        } catch (DemoException impossible) {
            if (impossible.badUse()) {
                throw new ParameterException(spec.commandLine(), impossible.sentence(), impossible);
            }
            progress().println(impossible.sentence());
            return NOT_HELD;
        }
    }

    private List<Pattern> patterns() throws DemoException {
        options.check();
        return Pattern.named(word)
                .orElseThrow(() ->
                        DemoException.badUse("There is no pattern \"%s\"; choose %s".formatted(word, Pattern.words())));
    }

    private int show(List<Pattern> patterns) throws DemoException, InterruptedException {
        try (HttpClient http = client();
                Running running = running(patterns, http)) {
            GatewayClient gateway = new GatewayClient(http, running.gateway(), running.keys());
            gateway.mustAnswer();
            Optional<SimulationLog> log = running.simulation().map(address -> new SimulationLog(http, address));
            Readiness readiness = new Readiness(gateway, pause, progress());
            return show(patterns, new Demo(readiness, gateway, new Witness(log, pause), clock));
        }
    }

    private int show(List<Pattern> patterns, Demo demo) throws InterruptedException {
        boolean held = true;
        for (Pattern pattern : patterns) {
            Result result = demo.run(pattern, options.each(pattern));
            print(result);
            held &= result.held();
        }
        return held ? 0 : NOT_HELD;
    }

    private Running running(List<Pattern> patterns, HttpClient http) throws DemoException, InterruptedException {
        Optional<URI> foreign = options.gateway();
        if (foreign.isEmpty()) {
            return own.start();
        }
        Map<String, String> keys = options.keys(patterns.stream()
                .flatMap(pattern -> pattern.tenants().stream())
                .distinct()
                .toList());
        return ForeignGateway.found(foreign.get(), options.simulation(), keys, http);
    }

    /// HTTP/1.1 from the start: an offer of HTTP/2 over plain text means nothing to API Gateway.
    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    private void print(Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ResultJson.of(result));
            out.flush();
        } else {
            new ResultTable(out, colours()).print(result);
        }
    }

    /// Progress and complaints; standard output belongs to the results.
    private PrintWriter progress() {
        return spec.commandLine().getErr();
    }

    /// Colours on a terminal only, and not where the user has set `NO_COLOR` (no-color.org).
    private static Ansi colours() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        String noColour = System.getenv("NO_COLOR");
        boolean wanted = noColour == null || noColour.isEmpty();
        return wanted && terminal ? Ansi.ON : Ansi.OFF;
    }
}
