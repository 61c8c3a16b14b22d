/// The messages that requests are made of; anything they do not name is an unknown field (protocol 3, 8 and 11).
enum ProtoMessage: String, CaseIterable, Sendable {
  case loadCodeAssist, onboardUser, clientMetadata, retrieveUserQuota
  case globalUserSetting, experiments, adminControls
  case codeAssistGenerate, codeAssistCount, codeAssistCountRequest
  case codeAssistRequest, vertexRequest, aiStudioRequest, vertexCount, aiStudioCount, aiStudioCountRequest
  case embedContent, batchEmbedContents, predict, prediction, predictParameters
  case content, part, blob, fileData, functionCall, functionResponse, functionResponsePart
  case executableCode, codeExecutionResult, videoMetadata, partMediaResolution
  case tool, functionDeclaration, schema, toolConfig, functionCallingConfig
  case safetySetting, generationConfig, aiStudioGenerationConfig, thinkingConfig

  /// Every field by its name in the proto definition, which is snake case.
  var fields: [String: ProtoType] {
    switch self {
    case .loadCodeAssist:
      [
        "cloudaicompanion_project": .string, "metadata": .message(.clientMetadata),
        "mode": .enumeration(["MODE_UNSPECIFIED", "FULL_ELIGIBILITY_CHECK", "HEALTH_CHECK"]),
      ]
    case .onboardUser:
      ["tier_id": .string, "cloudaicompanion_project": .string, "metadata": .message(.clientMetadata)]
    case .clientMetadata: Self.clientMetadataFields
    case .retrieveUserQuota: ["project": .string, "user_agent": .string]
    case .globalUserSetting: ["cloudaicompanion_project": .string, "free_tier_data_collection_optin": .bool]
    case .experiments: ["project": .string, "metadata": .message(.clientMetadata)]
    case .adminControls: ["project": .string]
    case .codeAssistGenerate:
      [
        "model": .string, "project": .string, "user_prompt_id": .string, "request": .message(.codeAssistRequest),
        "enabled_credit_types": .list(.enumeration(["CREDIT_TYPE_UNSPECIFIED", "GOOGLE_ONE_AI"])),
      ]
    case .codeAssistCount: ["request": .message(.codeAssistCountRequest)]
    case .codeAssistCountRequest: ["model": .string, "contents": .list(.message(.content))]
    case .codeAssistRequest: Self.requestFields.merging(Self.vertexOnly) { $1 }.merging(["session_id": .string]) { $1 }
    case .vertexRequest: Self.requestFields.merging(Self.vertexOnly) { $1 }
    case .aiStudioRequest: Self.requestFields.merging(Self.aiStudioOnly) { $1 }
    case .vertexCount:
      [
        "contents": .list(.message(.content)), "system_instruction": .message(.content),
        "tools": .list(.message(.tool)), "generation_config": .message(.generationConfig), "model": .string,
      ]
    case .aiStudioCount:
      ["contents": .list(.message(.content)), "generate_content_request": .message(.aiStudioCountRequest)]
    case .aiStudioCountRequest: Self.requestFields.merging(Self.aiStudioOnly) { $1 }
    case .embedContent:
      [
        "model": .string, "content": .message(.content), "title": .string, "output_dimensionality": .integer,
        "task_type": .enumeration(Self.taskTypes),
      ]
    case .batchEmbedContents: ["requests": .list(.message(.embedContent))]
    case .predict:
      ["instances": .list(.message(.prediction)), "parameters": .message(.predictParameters)]
    case .prediction: ["content": .string, "title": .string, "task_type": .enumeration(Self.taskTypes)]
    case .predictParameters: ["output_dimensionality": .integer, "auto_truncate": .bool]
    case .safetySetting:
      [
        "category": .enumeration(Self.harmCategories),
        "threshold": .enumeration([
          "HARM_BLOCK_THRESHOLD_UNSPECIFIED", "BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH",
          "BLOCK_NONE", "OFF",
        ]),
        "method": .enumeration(["HARM_BLOCK_METHOD_UNSPECIFIED", "SEVERITY", "PROBABILITY"]),
      ]
    case .generationConfig: Self.generationConfigFields
    case .aiStudioGenerationConfig:
      Self.generationConfigFields.filter {
        !["routing_config", "model_selection_config", "audio_timestamp"].contains($0.key)
      }
    case .thinkingConfig:
      [
        "include_thoughts": .bool, "thinking_budget": .integer,
        "thinking_level": .enumeration(
          ["THINKING_LEVEL_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH"], foldsCase: true),
      ]
    case .content, .part, .blob, .fileData, .functionCall, .functionResponse, .functionResponsePart, .executableCode,
      .codeExecutionResult, .videoMetadata, .partMediaResolution:
      contentFields
    case .tool, .functionDeclaration, .schema, .toolConfig, .functionCallingConfig: toolFields
    }
  }

  /// Fields of which a message holds at most one.
  var oneOf: [String] {
    self == .part
      ? [
        "text", "inline_data", "file_data", "function_call", "function_response", "executable_code",
        "code_execution_result", "tool_call", "tool_response",
      ] : []
  }

  private static let requestFields: [String: ProtoType] = [
    "contents": .list(.message(.content)), "system_instruction": .message(.content), "tools": .list(.message(.tool)),
    "tool_config": .message(.toolConfig), "safety_settings": .list(.message(.safetySetting)),
    "generation_config": .message(.generationConfig), "cached_content": .string,
  ]
  private static let vertexOnly: [String: ProtoType] = ["labels": .map(.string)]
  private static let aiStudioOnly: [String: ProtoType] = [
    "model": .string, "service_tier": .value, "store": .bool,
    "generation_config": .message(.aiStudioGenerationConfig),
  ]

  private static let clientMetadataFields: [String: ProtoType] = [
    "ide_type": .enumeration([
      "IDE_UNSPECIFIED", "VSCODE", "INTELLIJ", "VSCODE_CLOUD_WORKSTATION", "INTELLIJ_CLOUD_WORKSTATION", "CLOUD_SHELL",
      "GEMINI_CLI", "ANTIGRAVITY",
    ]),
    "platform": .enumeration([
      "PLATFORM_UNSPECIFIED", "DARWIN_AMD64", "DARWIN_ARM64", "LINUX_AMD64", "LINUX_ARM64", "WINDOWS_AMD64",
    ]),
    "plugin_type": .enumeration([
      "PLUGIN_UNSPECIFIED", "CLOUD_CODE", "GEMINI", "AIPLUGIN_INTELLIJ", "AIPLUGIN_STUDIO",
    ]),
    "ide_version": .string, "plugin_version": .string, "update_channel": .string, "duet_project": .string,
    "ide_name": .string,
  ]

  private static let generationConfigFields: [String: ProtoType] = [
    "temperature": .float, "top_p": .float, "top_k": .float, "candidate_count": .integer, "max_output_tokens": .integer,
    "stop_sequences": .list(.string), "response_logprobs": .bool, "logprobs": .integer, "presence_penalty": .float,
    "frequency_penalty": .float, "seed": .integer, "response_mime_type": .string, "response_schema": .message(.schema),
    "response_json_schema": .value, "routing_config": .structure, "model_selection_config": .structure,
    "response_modalities": .list(
      .enumeration(["MODALITY_UNSPECIFIED", "TEXT", "IMAGE", "AUDIO"], foldsCase: true)),
    "media_resolution": .enumeration([
      "MEDIA_RESOLUTION_UNSPECIFIED", "MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH",
    ]),
    "speech_config": .structure, "audio_timestamp": .bool, "thinking_config": .message(.thinkingConfig),
    "image_config": .structure, "enable_enhanced_civic_answers": .bool,
  ]

  private static let taskTypes = [
    "TASK_TYPE_UNSPECIFIED", "RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY", "CLASSIFICATION",
    "CLUSTERING", "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY",
  ]

  private static let harmCategories = [
    "UNSPECIFIED", "HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT", "CIVIC_INTEGRITY",
    "IMAGE_HATE", "IMAGE_DANGEROUS_CONTENT", "IMAGE_HARASSMENT", "IMAGE_SEXUALLY_EXPLICIT", "JAILBREAK",
  ].map { "HARM_CATEGORY_" + $0 }
}
