package io.breakwater.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.bedrock.InferenceProfiles;
import io.breakwater.dialect.openai.OpenAiModels;
import io.breakwater.model.Alias;
import io.breakwater.model.RouteNames;
import io.breakwater.model.Tenant;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Answers which models and inference profiles the caller's key may use. No model is called.
record ModelListings(RouteNames names, InferenceProfiles profiles, DirectReplies replies) {

    void models(IncomingRequest incoming, Tenant tenant) throws IOException {
        replies.json(incoming, OpenAiModels.list(names.names(incoming.models(tenant)::contains)));
    }

    void model(IncomingRequest incoming, Tenant tenant, String name) throws IOException {
        if (mayUse(incoming, tenant).test(name)) {
            replies.json(incoming, OpenAiModels.one(name));
        } else {
            replies.refuse(incoming, tenant, incoming.names(names, tenant).unknown(name));
        }
    }

    void profiles(IncomingRequest incoming, Tenant tenant) throws IOException {
        replies.json(incoming, profiles.list(incoming.query("type"), mayUse(incoming, tenant)));
    }

    void profile(IncomingRequest incoming, Tenant tenant, String name) throws IOException {
        Optional<ObjectNode> profile = profiles.one(name, mayUse(incoming, tenant));
        if (profile.isPresent()) {
            replies.json(incoming, profile.get());
        } else {
            replies.refuse(incoming, tenant, incoming.names(names, tenant).unknown(name));
        }
    }

    private Predicate<String> mayUse(IncomingRequest incoming, Tenant tenant) {
        Set<Alias> models = incoming.models(tenant);
        return name -> names.alias(name, models::contains).isPresent();
    }
}
