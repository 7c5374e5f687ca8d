package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.model.ApiFeatures;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RequestPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of a request that a model refuses in one of OpenAI's own APIs: either the model cannot
/// be asked by this API, or members are removed because the answer means the same.
public final class RefusedMembers {
    /// Members that a reasoning model chooses by itself; the value 1 changes nothing.
    private static final Set<String> SAMPLING = Set.of("temperature", "top_p");

    private final ApiFeatures taken;
    private final ObjectNode json;
    private final List<String> without = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private Optional<BodyChoice.NotSpoken> objection = Optional.empty();

    /// @param api the API by which the model would be called
    /// @param json as the client wrote it
    public RefusedMembers(ModelCard model, ModelApi api, ObjectNode json) {
        this.taken = model.by(api);
        this.json = json;
    }

    /// Why the model cannot be asked by this API.
    public Optional<BodyChoice.NotSpoken> objection() {
        return objection;
    }

    /// The members to remove for the model.
    public List<String> without() {
        return List.copyOf(without);
    }

    /// Those of them whose removal changes the answer.
    public List<String> named() {
        return List.copyOf(named);
    }

    public boolean lacks(Feature feature) {
        return !taken.features().contains(feature);
    }

    /// Records why the model cannot be asked; the first reason counts.
    public void object(RequestPart part, String why) {
        objection = objection.or(() -> Optional.of(new BodyChoice.NotSpoken(why, Optional.of(part))));
    }

    /// Removes a member, if it is there.
    ///
    /// @param changes whether the answer is different without it
    public void takeOut(String member, boolean changes) {
        if (json.has(member)) {
            without.add(member);
            if (changes) {
                named.add(member);
            }
        }
    }

    /// Handles other vendors' members for thinking and sampling, which models called by Converse
    /// understand.
    public void foreign(List<String> members) {
        members.stream().filter(json::hasNonNull).forEach(this::foreign);
    }

    public void foreign(String member) {
        object(RequestPart.member(member), member + " is not a member of OpenAI's API");
    }

    /// Handles members that the model refuses in this API, by the catalogue.
    ///
    /// @param effort the path of the level of effort in the request, such as `/reasoning_effort`
    public void listed(String effort) {
        taken.refuses().forEach(member -> refuse(member, "is refused by the model"));
        if (!json.at(effort).asText().equals("none")) {
            String only = "is accepted only with %s none"
                    .formatted(effort.substring(1).replace('/', '.'));
            taken.refusesReasoning().forEach(member -> refuse(member, only));
        }
    }

    /// Handles the service tier: `flex` stays if the model has it; other values that get here change
    /// nothing.
    public void serviceTier() {
        boolean flex = json.path("service_tier").asText().equals("flex");
        if (!flex || lacks(Feature.FLEX)) {
            takeOut("service_tier", flex);
        }
    }

    private void refuse(String member, String why) {
        JsonNode value = json.path(member);
        if (SAMPLING.contains(member)) {
            takeOut(member, value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) != 0);
        } else if (says(value)) {
            object(RequestPart.member(member), member + " " + why);
        } else {
            takeOut(member, false);
        }
    }

    /// Whether a member's value changes anything.
    private static boolean says(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return value.isNumber() ? value.decimalValue().signum() != 0 : value.asBoolean();
    }

    /// Handles a feature that the model lacks by this API.
    ///
    /// @param feature a feature that the request needs, or null
    public void lacking(@Nullable Feature feature) {
        if (feature != null && lacks(feature)) {
            object(RequestPart.needing(feature), "the model lacks " + feature.label());
        }
    }
}
