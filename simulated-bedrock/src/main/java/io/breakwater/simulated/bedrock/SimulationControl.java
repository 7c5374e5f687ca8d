package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.breakwater.simulated.bedrock.fault.Fault;
import io.breakwater.simulated.bedrock.fault.FaultReader;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Form;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The control of the simulation under `/_sim/`: faults, invocation log, pools, reset and health.
final class SimulationControl {

    static final String PREFIX = "/_sim/";
    private static final String LIFT = "DELETE faults/";

    private final SimulationState world;
    private final FaultPlaces places;
    private final InstantSource clock;

    SimulationControl(SimulationState world, FaultPlaces places, InstantSource clock) {
        this.world = world;
        this.places = places;
        this.clock = clock;
    }

    void handle(HttpExchange exchange, HttpReply reply, byte[] body) throws IOException {
        String call = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().substring(PREFIX.length());
        Checked<JsonNode> answer = switch (call) {
            case "GET healthz" -> Checked.ok(Json.object().put("status", "ok"));
            case "GET invocations" -> invocations(exchange.getRequestURI().getRawQuery());
            case "GET pools" -> Checked.ok(ControlViews.pools(world.pools(), clock.instant()));
            case "GET faults" -> Checked.ok(faults());
            case "POST faults" ->
                Json.parse(body).then(FaultReader::read).then(places::check).then(this::added);
            case "DELETE faults" -> cleared();
            case "POST reset" -> reset();
            default ->
                call.startsWith(LIFT)
                        ? lifted(call.substring(LIFT.length()))
                        : Checked.no(SentError.notFound("There is no " + call + " under " + PREFIX));
        };
        switch (answer) {
            case Checked.Ok<JsonNode>(JsonNode json) -> reply.json(200, Json.bytes(json), Map.of());
            case Checked.No<JsonNode>(SentError error) -> reply.error(error);
        }
    }

    private Checked<JsonNode> invocations(String query) {
        return InvocationFilter.of(Form.of(query)).then(filter -> {
            ArrayNode array = Json.array();
            world.log().entries().stream()
                    .filter(filter::accepts)
                    .map(entry -> view(entry, filter))
                    .forEach(array::add);
            return Checked.ok(array);
        });
    }

    private ObjectNode view(InvocationLog.Entry entry, InvocationFilter filter) {
        ObjectNode view = ControlViews.invocation(entry);
        if (filter.showsBodies()) {
            world.bodies().of(entry.invocation().requestId()).ifPresent(body -> ControlViews.addBody(view, body));
        }
        return view;
    }

    private Checked<JsonNode> added(List<Fault> faults) {
        world.faults().add(faults, clock.instant());
        return Checked.ok(faults());
    }

    private Checked<JsonNode> cleared() {
        world.faults().clear();
        return Checked.ok(faults());
    }

    private Checked<JsonNode> lifted(String id) {
        boolean known = id.matches("\\d{1,18}") && world.faults().lift(Long.parseLong(id));
        return known
                ? Checked.ok(faults())
                : Checked.no(SentError.notFound("There is no fault " + id + ": the ids in force are "
                        + world.faults().lines().stream()
                                .map(FaultScript.Line::id)
                                .toList()));
    }

    private Checked<JsonNode> reset() {
        world.clear();
        return Checked.ok(Json.object().put("status", "reset"));
    }

    private ArrayNode faults() {
        ArrayNode array = Json.array();
        world.faults().lines().stream().map(ControlViews::fault).forEach(array::add);
        return array;
    }
}
