extension Console { var apiRoutes: [Route] { [] } }
