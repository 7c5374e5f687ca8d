package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.call.Pause;
import io.breakwater.simulated.bedrock.Pacing.Waiting;
import io.breakwater.simulated.bedrock.wire.SessionCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A running simulation of the Bedrock runtime, of the control plane's lists, and of STS on one loopback port.
///
/// It speaks the wire protocol of both, so AWS SDKs and boto3 work with it if only their endpoint is
/// changed. The access key of a signature gives the account and its credential scope the source Region;
/// signatures are not verified.
public final class SimulatedBedrock implements AutoCloseable {

    private static final int BACKLOG = 1024;

    static {
        // Read once by the JDK's server: without the first, every streamed event waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final SimulationState world;

    private SimulatedBedrock(HttpServer server, ExecutorService executor, SimulationState world) {
        this.server = server;
        this.executor = executor;
        this.world = world;
    }

    /// Starts the simulation; unexpected failures go to the system logger.
    ///
    /// @throws UncheckedIOException if the port cannot be had; the message says which and what to do
    public static SimulatedBedrock start(
            SimulationSettings settings, InetSocketAddress address, InstantSource clock, Pause pause) {
        System.Logger logger = System.getLogger(SimulatedBedrock.class.getName());
        return start(settings, address, clock, pause, problem -> logger.log(System.Logger.Level.ERROR, problem));
    }

    /// Starts the simulation; unexpected failures go to a listener, and the client is answered 500.
    ///
    /// @throws UncheckedIOException if the port cannot be had; the message says which and what to do
    public static SimulatedBedrock start(
            SimulationSettings settings,
            InetSocketAddress address,
            InstantSource clock,
            Pause pause,
            Consumer<String> problems) {
        SimulationState world = SimulationState.of(settings);
        Pacing pacing = new Pacing(settings, world.faults(), new Waiting(clock, pause));
        PacedDelivery delivery = new PacedDelivery(new CallSettlement(world, clock), pacing);
        SimulatedEndpoint front = new SimulatedEndpoint(
                new ModelCalls(settings, world, clock, delivery),
                new StoredResponseCalls(settings, world, clock),
                new ControlPlane(settings, clock),
                new SecurityTokens(settings.accounts(), clock, world.faults(), pacing),
                new SimulationControl(world, new FaultPlaces(settings.accounts(), settings.catalogue()), clock),
                new SimulatedEndpoint.RequestIds(settings.seed()),
                problems);
        return serving(bound(address), front, world);
    }

    /// The access key of an account, to sign calls without STS; any secret will do.
    public static String accessKeyId(String account) {
        return SessionCredentials.accessKeyId(account);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The calls so far, oldest first.
    public List<LoggedInvocation> invocations() {
        return world.log().entries().stream()
                .map(InvocationLog.Entry::invocation)
                .toList();
    }

    /// Forgets invocations, faults and cached prompts, and fills all pools up.
    public void reset() {
        world.clear();
    }

    /// Stops at once; calls under way are cut off.
    @Override
    public void close() {
        executor.shutdownNow();
        server.stop(0);
    }

    private static SimulatedBedrock serving(HttpServer server, SimulatedEndpoint front, SimulationState world) {
        ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("simulated-bedrock-", 0).factory());
        server.setExecutor(executor);
        server.createContext("/", front);
        server.start();
        return new SimulatedBedrock(server, executor, world);
    }

    private static HttpServer bound(InetSocketAddress address) {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("the simulated Bedrock is for this machine only, but was asked to listen"
                    + " on " + address + ": use 127.0.0.1");
        }
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new UncheckedIOException(
                    "The simulated Bedrock's port " + address.getPort()
                            + " is in use: stop the program that has it, or choose another port (--sim-port, or --port of scripts/simulated-bedrock; 0 takes a free one)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated Bedrock could not listen on " + address, e);
        }
    }
}
