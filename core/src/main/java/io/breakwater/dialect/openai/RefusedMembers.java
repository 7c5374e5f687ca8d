package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a request a model refuses in one of OpenAI's own APIs: either the request cannot be put to it, or members
/// are
/// taken out where the answer means the same.
public final class RefusedMembers {
    private static final String GPTS_PROVIDER = "openai";

    /// A model that reasons chooses by itself, as all do that have no [Feature#TEMPERATURE]; 1 is what changes nothing.
    private static final List<String> SAMPLING = List.of("temperature", "top_p");

    private final ModelCard model;
    private final ObjectNode json;
    private final List<String> without = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private Optional<String> objection = Optional.empty();

    /// @param json as the client wrote it
    public RefusedMembers(ModelCard model, ObjectNode json) {
        this.model = model;
        this.json = json;
    }

    /// Why the request cannot be put to the model by this API.
    public Optional<String> objection() {
        return objection;
    }

    /// The members that are taken out for the model.
    public List<String> without() {
        return List.copyOf(without);
    }

    /// Those of them that change something.
    public List<String> named() {
        return List.copyOf(named);
    }

    /// Whether it is GPT, of which the open-weight models of the same provider are none.
    public boolean isOfGpt() {
        return provider().equals(GPTS_PROVIDER) && !model.id().value().contains("gpt-oss");
    }

    public String provider() {
        return model.id().provider();
    }

    public boolean lacks(Feature feature) {
        return !model.features().contains(feature);
    }

    /// The first reason counts.
    public void object(String why) {
        objection = objection.or(() -> Optional.of(why));
    }

    /// Takes a member out, if it is there.
    ///
    /// @param changes whether the answer is another without it
    public void takeOut(String member, boolean changes) {
        if (json.has(member)) {
            without.add(member);
            if (changes) {
                named.add(member);
            }
        }
    }

    /// Words of other vendors for what is thought and how tokens are chosen; models that are called by Converse
    /// understand them.
    public void foreign(List<String> members) {
        members.stream().filter(json::hasNonNull).forEach(this::foreign);
    }

    public void foreign(String member) {
        object(member + " is no word of OpenAI's");
    }

    public void sampling() {
        for (String member : SAMPLING) {
            JsonNode value = json.path(member);
            takeOut(member, value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) != 0);
        }
    }

    /// What a model lacks it lacks in each API.
    ///
    /// @param feature that the request needs, if it is one
    public void lacking(@Nullable Feature feature) {
        if (feature != null && lacks(feature)) {
            object("the model lacks " + feature.label());
        }
    }
}
